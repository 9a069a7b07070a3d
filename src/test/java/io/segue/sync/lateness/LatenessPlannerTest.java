package io.segue.sync.lateness;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.sync.lateness.LatenessPlan.Beginning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When nothing comes at all, that is one message; a segment is told of by itself when Heap left it out of its turn. */
class LatenessPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration HEAP = Duration.ofHours(4);

    @Test
    void tellsOfASegmentThatHeapLeftOutOfItsTurn() {
        LatenessPlan plan = plan(List.of(watched(7, hoursAgo(7), hoursAgo(1))), List.of());

        assertThat(plan.beginnings()).containsExactly(new Beginning(Optional.of(7L), hoursAgo(7)));
    }

    @Test
    void tellsOnceOfAllWhenNothingComesForAnySegment() {
        LatenessPlan plan =
                plan(List.of(watched(7, hoursAgo(8), hoursAgo(7)), watched(8, hoursAgo(7), hoursAgo(7))), List.of());

        assertThat(plan.beginnings()).containsExactly(new Beginning(Optional.empty(), hoursAgo(7)));
    }

    @Test
    void waitsWhileItMayBeTheSilenceOfAll() {
        // Heap's last turn took an hour, and this segment came first: whether the next turn comes is not known yet.
        LatenessPlan plan = plan(List.of(watched(7, minutesAgo(361), minutesAgo(301))), List.of());

        assertThat(plan.beginnings()).isEmpty();
    }

    @Test
    void tellsNothingTwice() {
        LatenessPlan plan = plan(
                List.of(watched(7, hoursAgo(9), hoursAgo(1))),
                List.of(silence(Optional.of(7L), hoursAgo(9), hoursAgo(9), true)));

        assertThat(plan).isEqualTo(new LatenessPlan(List.of(), List.of()));
    }

    @Test
    void tellsOfNoSegmentWhileAllAreSilent() {
        LatenessPlan plan = plan(
                List.of(watched(7, hoursAgo(9), hoursAgo(9)), watched(8, hoursAgo(9), hoursAgo(9))),
                List.of(silence(Optional.empty(), hoursAgo(9), hoursAgo(9), true)));

        assertThat(plan).isEqualTo(new LatenessPlan(List.of(), List.of()));
    }

    @Test
    void endsASilenceWhenHeapIsHeard() {
        OpenSilence silence = silence(Optional.of(7L), hoursAgo(9), minutesAgo(1), true);

        assertThat(plan(List.of(), List.of(silence)).ends()).containsExactly(silence);
    }

    @Test
    void endsASilenceThatNobodyMinds() {
        OpenSilence silence = silence(Optional.of(7L), hoursAgo(9), hoursAgo(9), false);

        assertThat(plan(List.of(), List.of(silence)).ends()).containsExactly(silence);
    }

    @Test
    void isMorePatientWithASyncThatRunsLessOften() {
        Watched daily = new Watched(
                1, 7, hoursAgo(37), hoursAgo(37), Duration.ofHours(24), Duration.ofHours(36), hoursAgo(7), hoursAgo(7));

        assertThat(plan(List.of(daily), List.of()).beginnings())
                .containsExactly(new Beginning(Optional.of(7L), hoursAgo(37)));
    }

    private static LatenessPlan plan(List<Watched> overdue, List<OpenSilence> open) {
        return LatenessPlanner.plan(NOW, overdue, open);
    }

    private static Watched watched(long segment, Instant heardAt, Instant anyHeardAt) {
        return new Watched(1, segment, heardAt, heardAt, HEAP, Duration.ofHours(6), anyHeardAt, anyHeardAt);
    }

    private static OpenSilence silence(Optional<Long> segment, Instant lastHeard, Instant heard, boolean isWatched) {
        return new OpenSilence(1, 1, segment, lastHeard, heard, isWatched);
    }

    private static Instant hoursAgo(int hours) {
        return NOW.minus(Duration.ofHours(hours));
    }

    private static Instant minutesAgo(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }
}
