/** The imitation Heap: a Developer Hub, segments and signed calls to whoever pasted a URL. */
@NullMarked
package io.segue.sandbox.heap;

import org.jspecify.annotations.NullMarked;
