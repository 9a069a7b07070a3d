/** LaunchDarkly's SDK for servers, kept from telling more than can be known of a user of whom only the key is at hand. */
@NullMarked
package io.segue.launchdarkly.evaluation;

import org.jspecify.annotations.NullMarked;
