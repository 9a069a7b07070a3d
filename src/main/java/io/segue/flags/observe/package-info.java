/** What operators see of the way back to Heap. */
@NullMarked
package io.segue.flags.observe;

import org.jspecify.annotations.NullMarked;
