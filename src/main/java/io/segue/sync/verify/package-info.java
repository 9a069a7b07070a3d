/** Compares what we believe LaunchDarkly to hold with what LaunchDarkly says, and repairs what differs. */
@NullMarked
package io.segue.sync.verify;

import org.jspecify.annotations.NullMarked;
