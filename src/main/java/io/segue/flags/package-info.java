/** LaunchDarkly to Heap: flags, and the ports through which both vendors are reached. */
@NullMarked
package io.segue.flags;

import org.jspecify.annotations.NullMarked;
