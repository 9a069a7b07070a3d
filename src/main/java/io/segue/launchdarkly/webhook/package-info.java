/** LaunchDarkly's signed webhooks. */
@NullMarked
package io.segue.launchdarkly.webhook;

import org.jspecify.annotations.NullMarked;
