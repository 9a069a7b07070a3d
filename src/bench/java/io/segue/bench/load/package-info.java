/** What Heap would send: members, signed pages, and the connections that post them. */
@NullMarked
package io.segue.bench.load;

import org.jspecify.annotations.NullMarked;
