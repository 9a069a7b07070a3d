/** Reads the files that LaunchDarkly writes of a segment's keys. */
@NullMarked
package io.segue.launchdarkly.export;

import org.jspecify.annotations.NullMarked;
