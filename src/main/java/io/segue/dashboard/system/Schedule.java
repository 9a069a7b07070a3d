package io.segue.dashboard.system;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One periodic job; a single node at a time carries it out.
 *
 * @param name as the code names it
 * @param state Quartz's word
 * @param runningOn the node that carries it out just now
 */
record Schedule(
        String name,
        long everySeconds,
        Optional<Instant> lastAt,
        Optional<Instant> nextAt,
        String state,
        Optional<String> runningOn) {

    private static final Map<String, String> PURPOSES = Map.ofEntries(
            Map.entry("waiting-deliveries", "Picks up deliveries that a crash left waiting"),
            Map.entry("open-tasks", "Calls Heap’s tasks quiet or incomplete"),
            Map.entry("lateness", "Looks where Heap has gone silent, and where it is back"),
            Map.entry("segment-looks", "Looks whether LaunchDarkly still has each segment"),
            Map.entry("comparisons", "Goes on with comparisons with LaunchDarkly"),
            Map.entry("erasures", "Goes on with erasures of people"),
            Map.entry("due-flag-values", "Begins to write flag values to Heap where that is due"),
            Map.entry("due-flag-changes", "Sends changes of flags to Heap as events"),
            Map.entry("old-flag-changes", "Deletes old changes of flags"),
            Map.entry("old-flag-runs", "Deletes old runs of flag values"),
            Map.entry("alerts", "Looks what is wrong, and what is well again, and writes notices of it"),
            Map.entry("due-alerts", "Sends notices of alerts to their targets"),
            Map.entry("old-alerts", "Deletes old alerts and their deliveries"),
            Map.entry("seal-again", "Seals secrets again after a change of the master key"),
            Map.entry("retention", "Makes days for deliveries ahead, drops old ones"),
            Map.entry("old-keys", "Forgets the keys of old deliveries"),
            Map.entry("old-calls", "Drops old calls of runs"),
            Map.entry("old-runs", "Deletes old runs"),
            Map.entry("old-answers", "Forgets what calls of the API were answered"),
            Map.entry("old-sessions", "Deletes sessions that have ended"));

    /** What it is for; a job without words of its own is called by its name. */
    public String purpose() {
        return PURPOSES.getOrDefault(name, name.replace('-', ' '));
    }

    public boolean isBroken() {
        return state.equals("ERROR");
    }

    public boolean isPaused() {
        return state.startsWith("PAUSED");
    }

    public boolean isRunning() {
        return runningOn.isPresent();
    }
}
