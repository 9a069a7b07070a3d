/** Compares what is wrong now with what was told last, and tells the difference. */
@NullMarked
package io.segue.alert.watch;

import org.jspecify.annotations.NullMarked;
