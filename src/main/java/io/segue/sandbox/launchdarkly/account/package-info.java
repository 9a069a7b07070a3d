/** Who may call the imitation LaunchDarkly, what they own, and what goes wrong on purpose. */
@NullMarked
package io.segue.sandbox.launchdarkly.account;

import org.jspecify.annotations.NullMarked;
