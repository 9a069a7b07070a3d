package io.segue.sync.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.sync.claim.Turns.Due;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Turns turns = new Turns();

    @Test
    void whoHasFewerRunsComesBeforeWhoIsLongerDue() {
        List<Due> due = List.of(due(1, 11, 0), due(1, 12, 1), due(2, 21, 5), due(3, 31, 6));

        assertThat(turns.choose(due, Map.of(1L, 1, 2L, 1), 3, 2)).containsExactly(due(3, 31, 6), due(1, 11, 0));
    }

    @Test
    void ofOneTenantOnlyAsManyAsItMayRunAtOnce() {
        List<Due> due = List.of(due(1, 11, 0), due(1, 12, 1), due(1, 13, 2), due(1, 14, 3));

        assertThat(turns.choose(due, Map.of(1L, 1), 3, 8)).containsExactly(due(1, 11, 0), due(1, 12, 1));
    }

    @Test
    void whatIsDueForTwoReasonsIsChosenOnce() {
        assertThat(turns.choose(List.of(due(1, 11, 0), due(1, 11, 3)), Map.of(), 3, 8))
                .containsExactly(due(1, 11, 0));
    }

    /** Runs that end at once leave nobody with any: then the longest due of many tenants would always go first. */
    @Test
    void aNewTenantDoesNotWaitForTheBacklogsOfManyOthers() {
        List<Due> due = new ArrayList<>();
        LongStream.range(1, 20)
                .forEach(tenant -> LongStream.range(0, 300).forEach(n -> due.add(due(tenant, 1_000 * tenant + n, n))));
        due.add(due(99, 99_000, 5_000));

        int looks = 0;
        while (due.contains(due(99, 99_000, 5_000))) {
            due.removeAll(turns.choose(due, Map.of(), 3, 1));
            looks++;
        }
        assertThat(looks).isLessThanOrEqualTo(20);
    }

    private static Due due(long tenant, long sync, long minute) {
        return new Due(tenant, sync, NOON.plusSeconds(60 * minute));
    }
}
