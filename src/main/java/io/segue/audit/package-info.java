/** What happened, in words a customer can read. */
@NullMarked
package io.segue.audit;

import org.jspecify.annotations.NullMarked;
