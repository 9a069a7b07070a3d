/** Flags that people flip in the imitation LaunchDarkly, and the webhooks that tell of it. */
@NullMarked
package io.segue.sandbox.launchdarkly.changes;

import org.jspecify.annotations.NullMarked;
