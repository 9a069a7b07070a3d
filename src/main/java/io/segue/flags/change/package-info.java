/** Flags that change in LaunchDarkly become events in Heap. */
@NullMarked
package io.segue.flags.change;

import org.jspecify.annotations.NullMarked;
