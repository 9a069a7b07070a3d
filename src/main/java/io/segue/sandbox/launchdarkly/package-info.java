/** The imitation LaunchDarkly: accounts, synced segments, flags, and faults on demand. */
@NullMarked
package io.segue.sandbox.launchdarkly;

import org.jspecify.annotations.NullMarked;
