/** Which flags go to Heap, in which order, and what they need there. */
@NullMarked
package io.segue.flags.choice;

import org.jspecify.annotations.NullMarked;
