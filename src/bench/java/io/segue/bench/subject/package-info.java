/** What is measured: the product, the bare floor beside it, and the processes they run in. */
@NullMarked
package io.segue.bench.subject;

import org.jspecify.annotations.NullMarked;
