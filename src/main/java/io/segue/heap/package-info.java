/** Everything that knows Heap: signature, payload, webhook endpoint. */
@NullMarked
package io.segue.heap;

import org.jspecify.annotations.NullMarked;
