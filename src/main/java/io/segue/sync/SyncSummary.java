package io.segue.sync;

import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import java.util.Optional;

/**
 * A sync as pages show it, with the result of its last run.
 *
 * @param lostAt since when we know that LaunchDarkly lost the segment, until everything is sent again
 * @param held removals that wait for a person's decision
 * @param byDefault whether the setting for new segments turned it on, and nobody has changed it since
 */
public record SyncSummary(
        String id,
        long segment,
        String connectionId,
        String connection,
        String mode,
        String state,
        int intervalSeconds,
        boolean followHeap,
        Optional<Instant> nextRunAt,
        long deliveredSeq,
        long delivered,
        Optional<ShownError> failure,
        Optional<String> segmentUrl,
        long quarantined,
        Optional<Long> held,
        Optional<LastRun> lastRun,
        Optional<Instant> pausedAt,
        Optional<String> pausedBy,
        boolean toBeEmpty,
        Optional<Instant> lostAt,
        boolean byDefault) {

    /** How the newest run went. */
    public record LastRun(String id, String state, Instant at, long adds, long removes) {}

    public boolean isOn() {
        return !mode.equals("off");
    }

    public boolean isPaused() {
        return pausedAt.isPresent();
    }

    /** Off, and what LaunchDarkly holds is being removed, or waits to be. */
    public boolean isEmptying() {
        return toBeEmpty && (nextRunAt.isPresent() || !state.equals("ready"));
    }

    /** Off, and LaunchDarkly has confirmed that it holds nothing, but for what it refuses to let go. */
    public boolean isEmptied() {
        return toBeEmpty && !isEmptying();
    }

    /** Off, and nothing of it is being sent. */
    public boolean isResting() {
        return !isOn() && !isEmptying();
    }

    /** About so many calls remove everything. */
    public long callsToEmpty() {
        return (delivered + Batch.MOST - 1) / Batch.MOST;
    }

    /** The state to show: what a person has decided goes before how the last run went. */
    public String shownState() {
        if (isPaused()) {
            return "paused";
        }
        if (isEmptying()) {
            return state.equals("ready") ? "emptying" : state;
        }
        if (isOn() && state.equals("ready") && held.isPresent()) {
            return "held";
        }
        return isOn() ? state : "off";
    }

    public boolean isRecurring() {
        return mode.equals("recurring");
    }

    public boolean isRunning() {
        return lastRun.filter(
                        run -> run.state().equals("running") || run.state().equals("waiting"))
                .isPresent();
    }

    /** Such as "every 4 hours". */
    public String every() {
        int hours = intervalSeconds / 3600;
        if (intervalSeconds % 3600 != 0) {
            return "every " + intervalSeconds / 60 + " minutes";
        }
        return hours == 1 ? "every hour" : "every " + hours + " hours";
    }
}
