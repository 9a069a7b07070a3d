/** Syncs, schedules, runs and batches: bringing LaunchDarkly to what the segments say. */
@NullMarked
package io.segue.sync;

import org.jspecify.annotations.NullMarked;
