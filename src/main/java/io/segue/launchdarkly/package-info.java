/** Everything that knows LaunchDarkly: its API, its errors, its limits. */
@NullMarked
package io.segue.launchdarkly;

import org.jspecify.annotations.NullMarked;
