package io.segue.dashboard.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something of the installation that an operator should look at.
 *
 * @param isUrgent whether segments may be late because of it
 */
record Trouble(boolean isUrgent, String title, String advice) {

    /** Jobs look every few seconds: what waits longer than this is not just about to be done. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The urgent first. */
    static List<Trouble> in(List<Node> nodes, Queue queue, List<Schedule> schedules, Instant now) {
        List<Trouble> found = new ArrayList<>();
        ofTheQueue(queue, now, found);
        schedules.forEach(schedule -> ofASchedule(schedule, now, found));
        nodes.forEach(node -> ofANode(node, now, found));
        ofVersions(nodes, found);
        found.sort((a, b) -> Boolean.compare(b.isUrgent, a.isUrgent));
        return List.copyOf(found);
    }

    private static void ofTheQueue(Queue queue, Instant now, List<Trouble> found) {
        queue.oldestDelivery()
                .filter(oldest -> isLate(oldest, now))
                .ifPresent(oldest -> found.add(new Trouble(
                        true,
                        "Deliveries wait to be applied",
                        "Usually none waits longer than seconds. Look at the logs for what applying them says, and whether"
                                + " the database is busy.")));
        queue.oldestDue()
                .filter(oldest -> isLate(oldest, now))
                .ifPresent(
                        oldest -> found.add(
                                new Trouble(
                                        true,
                                        "Syncs are due and not begun",
                                        "All places for runs are taken, or no node claims any. Add a node, or raise segue.sync.runs.")));
    }

    private static void ofASchedule(Schedule schedule, Instant now, List<Trouble> found) {
        if (schedule.isBroken()) {
            found.add(new Trouble(
                    true,
                    "The job " + schedule.name() + " is broken",
                    "Quartz could not start it and tries no more. Restart a node, and look at its log."));
        } else if (schedule.isPaused()) {
            found.add(new Trouble(
                    true, "The job " + schedule.name() + " is paused", "Whoever paused it in Quartz lets it go on."));
        } else if (!schedule.isRunning()
                && schedule.nextAt().filter(next -> isLate(next, now)).isPresent()) {
            found.add(new Trouble(
                    true,
                    "The job " + schedule.name() + " is late",
                    "No scheduler fires it. Look whether a node is there, and at its log."));
        }
    }

    private static void ofANode(Node node, Instant now, List<Trouble> found) {
        if (!node.isHere()) {
            found.add(
                    new Trouble(
                            false,
                            "Nothing is heard from " + node.host(),
                            "It did not say that it stops. Its runs are taken over by the others; it is forgotten after a day."));
            return;
        }
        if (node.isClockOff()) {
            found.add(new Trouble(
                    true,
                    "The clock of " + node.host() + " is off: " + node.clock(),
                    "Clocks must agree within a second, or calls of Heap’s look stale and jobs are taken for dead. Keep it in"
                            + " step with NTP."));
        }
        if (node.schedulerAt().filter(at -> isLate(at, now)).isPresent()) {
            found.add(new Trouble(
                    true,
                    "The scheduler of " + node.host() + " is silent",
                    "The node is there, its scheduler does not check in. Restart it, and look at its log."));
        }
    }

    private static void ofVersions(List<Node> nodes, List<Trouble> found) {
        String versions = nodes.stream()
                .filter(Node::isHere)
                .map(Node::version)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
        if (versions.contains(" and ")) {
            found.add(new Trouble(
                    false, "The nodes are of versions " + versions, "That is well for the time of an upgrade only."));
        }
    }

    private static boolean isLate(Instant at, Instant now) {
        return at.isBefore(now.minus(PATIENCE));
    }
}
