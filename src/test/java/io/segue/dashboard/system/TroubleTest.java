package io.segue.dashboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroubleTest {

    private static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(90);
    private static final Queue NOTHING = queue(Optional.empty(), Optional.empty());

    @Test
    void isNoneWhereEverythingKeepsUp() {
        assertThat(Trouble.in(
                        List.of(node("a", true, Duration.ofMillis(800), NOW)),
                        queue(Optional.of(NOW.minusSeconds(30)), Optional.of(NOW.minusSeconds(30))),
                        List.of(schedule("WAITING", NOW.minusSeconds(5), Optional.empty())),
                        NOW))
                .isEmpty();
    }

    @Test
    void isADeliveryThatWaitsForMoreThanAMinute() {
        assertThat(titles(List.of(), queue(Optional.of(LONG_AGO), Optional.empty()), List.of()))
                .containsExactly("Deliveries wait to be applied");
    }

    @Test
    void isASyncThatIsDueForMoreThanAMinute() {
        assertThat(titles(List.of(), queue(Optional.empty(), Optional.of(LONG_AGO)), List.of()))
                .containsExactly("Syncs are due and not begun");
    }

    @Test
    void isANodeThatWentWithoutAWordAndThatComesLast() {
        List<Node> nodes = List.of(node("a", false, Duration.ZERO, NOW), node("b", true, Duration.ofSeconds(-3), NOW));

        assertThat(titles(nodes, NOTHING, List.of()))
                .containsExactly("The clock of b is off: 3.0 s behind", "Nothing is heard from a");
    }

    @Test
    void isASchedulerThatFellSilentOnANodeThatIsThere() {
        assertThat(titles(List.of(node("a", true, Duration.ZERO, LONG_AGO)), NOTHING, List.of()))
                .containsExactly("The scheduler of a is silent");
    }

    @Test
    void isAJobThatIsLateUnlessItRuns() {
        assertThat(titles(List.of(), NOTHING, List.of(schedule("WAITING", LONG_AGO, Optional.empty()))))
                .containsExactly("The job due-syncs is late");
        assertThat(titles(List.of(), NOTHING, List.of(schedule("BLOCKED", LONG_AGO, Optional.of("a")))))
                .isEmpty();
    }

    @Test
    void isAJobThatQuartzGaveUpOrSomebodyPaused() {
        assertThat(titles(List.of(), NOTHING, List.of(schedule("ERROR", NOW, Optional.empty()))))
                .containsExactly("The job due-syncs is broken");
        assertThat(titles(List.of(), NOTHING, List.of(schedule("PAUSED", NOW, Optional.empty()))))
                .containsExactly("The job due-syncs is paused");
    }

    @Test
    void isMoreThanOneVersionAmongThoseThatAreThere() {
        Node older = new Node("b", "0.9", "17", NOW, NOW, true, false, 0, Duration.ZERO, Optional.of(NOW));
        Node gone = new Node("c", "0.8", "17", NOW, NOW, false, false, 0, Duration.ZERO, Optional.of(NOW));

        assertThat(titles(List.of(node("a", true, Duration.ZERO, NOW), older, gone), NOTHING, List.of()))
                .contains("The nodes are of versions 0.9 and 1.0");
    }

    private static List<String> titles(List<Node> nodes, Queue queue, List<Schedule> schedules) {
        return Trouble.in(nodes, queue, schedules, NOW).stream()
                .map(Trouble::title)
                .toList();
    }

    private static Node node(String host, boolean isHere, Duration ahead, Instant schedulerAt) {
        return new Node(host, "1.0", "17", NOW, NOW, isHere, false, 0, ahead, Optional.of(schedulerAt));
    }

    private static Queue queue(Optional<Instant> oldestDelivery, Optional<Instant> oldestDue) {
        return new Queue(1, oldestDelivery, 0, Optional.empty(), Optional.empty(), 1, oldestDue, 0, 0);
    }

    private static Schedule schedule(String state, Instant next, Optional<String> runningOn) {
        return new Schedule("due-syncs", 5, Optional.empty(), Optional.of(next), state, runningOn);
    }
}
