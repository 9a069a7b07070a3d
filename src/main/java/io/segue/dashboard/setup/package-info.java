/** Setting up: LaunchDarkly, Heap, the first segment. */
@NullMarked
package io.segue.dashboard.setup;

import org.jspecify.annotations.NullMarked;
