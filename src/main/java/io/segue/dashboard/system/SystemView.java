package io.segue.dashboard.system;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The system page.
 *
 * @param since when it was opened
 * @param at when it was read
 */
record SystemView(
        List<Node> nodes,
        Queue queue,
        List<Schedule> schedules,
        Versions versions,
        List<Trouble> troubles,
        Instant since,
        Instant at) {

    private static final Duration LONGEST_WATCH = Duration.ofMinutes(15);

    /** What everything runs on. */
    record Versions(String segue, String java, String database, String schema, Instant migratedAt) {}

    /** Whether the page asks for itself again. */
    public boolean isWatched() {
        return Duration.between(since, at).compareTo(LONGEST_WATCH) < 0;
    }

    public long sinceSecond() {
        return since.getEpochSecond();
    }

    public String mood() {
        if (troubles.isEmpty()) {
            return "good";
        }
        return troubles.get(0).isUrgent() ? "bad" : "wait";
    }

    public long nodesHere() {
        return nodes.stream().filter(Node::isHere).count();
    }
}
