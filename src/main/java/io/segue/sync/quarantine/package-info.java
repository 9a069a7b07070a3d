/** Keys that LaunchDarkly refused: shown with its own words, and sent again when a person says so. */
@NullMarked
package io.segue.sync.quarantine;

import org.jspecify.annotations.NullMarked;
