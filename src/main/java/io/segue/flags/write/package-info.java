/** The standing order to write flag values to Heap from the server: what people order and see. */
@NullMarked
package io.segue.flags.write;

import org.jspecify.annotations.NullMarked;
