/** Flags of the imitation LaunchDarkly, for its REST API and its browser SDKs. */
@NullMarked
package io.segue.sandbox.launchdarkly.flags;

import org.jspecify.annotations.NullMarked;
