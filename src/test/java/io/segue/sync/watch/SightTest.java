package io.segue.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.connection.contents.StoredSegment;
import io.segue.sync.watch.Sight.Finding;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SightTest {

    @Test
    void whatIsThereAsBeforeIsThere() {
        assertThat(seen(1_000, 0).judge(made(1_000))).isEqualTo(Finding.THERE);
    }

    @Test
    void theFirstSightIsThere() {
        assertThat(never().judge(made(1_000))).isEqualTo(Finding.THERE);
    }

    @Test
    void aYoungerSegmentIsAnotherOne() {
        assertThat(seen(1_000, 0).judge(made(1_001))).isEqualTo(Finding.LOST);
    }

    @Test
    void whatWasNeverSeenIsNotLost() {
        assertThat(never().judge(Optional.empty())).isEqualTo(Finding.NOT_VISIBLE);
    }

    @Test
    void oneLookInVainMayBeAMistakeTwoAreNot() {
        assertThat(seen(1_000, 0).judge(Optional.empty())).isEqualTo(Finding.MISSED);
        assertThat(seen(1_000, 1).judge(Optional.empty())).isEqualTo(Finding.LOST);
    }

    @Test
    void whatWasNoticedToBeLostIsNotLostAgain() {
        assertThat(seen(1_000, 2).judge(Optional.empty())).isEqualTo(Finding.NOT_VISIBLE);
        assertThat(seen(1_000, 2).judge(made(1_001))).isEqualTo(Finding.MADE_ANEW);
        assertThat(seen(1_000, 2).judge(made(1_000))).isEqualTo(Finding.THERE);
    }

    private static Sight seen(long created, int inVain) {
        return new Sight(OptionalLong.of(created), inVain);
    }

    private static Sight never() {
        return new Sight(OptionalLong.empty(), 0);
    }

    private static Optional<StoredSegment> made(long created) {
        return Optional.of(new StoredSegment(created, OptionalLong.empty()));
    }
}
