package io.segue.alert.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPausesTest {

    private static final Instant DUE = Instant.parse("2026-11-01T12:00:00Z");
    private static final Random RANDOM = new Random(1);

    private final RetryPauses pauses = new RetryPauses(Duration.ofHours(24));

    @Test
    void growAndEndAfterADay() {
        List<Instant> tries = new ArrayList<>(List.of(DUE));
        Optional<Instant> next = Optional.of(DUE);
        while (next.isPresent()) {
            next = pauses.next(tries.size(), DUE, next.get(), Optional.empty(), RANDOM);
            next.ifPresent(tries::add);
        }

        assertThat(tries).hasSizeBetween(10, 14).isSorted();
        assertThat(Duration.between(tries.get(0), tries.get(1)))
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        assertThat(Duration.between(tries.get(5), tries.get(6))).isGreaterThan(Duration.ofHours(1));
        assertThat(tries.get(tries.size() - 1)).isEqualTo(DUE.plus(Duration.ofHours(24)));
    }

    @Test
    void areNeverShorterThanTheTargetAsks() {
        Instant told = DUE.plus(Duration.ofMinutes(30));

        assertThat(pauses.next(1, DUE, DUE, Optional.of(told), RANDOM)).contains(told);
        assertThat(pauses.next(1, DUE, DUE, Optional.of(DUE.plusSeconds(1)), RANDOM)
                        .orElseThrow())
                .isAfter(DUE.plusSeconds(7));
    }

    @Test
    void giveUpWhenTheTargetAsksForLongerThanTriesAreMade() {
        assertThat(pauses.next(1, DUE, DUE, Optional.of(DUE.plus(Duration.ofHours(25))), RANDOM))
                .isEmpty();
    }
}
