package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.segment.Segments;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Recurring syncs are spread over their interval, so that LaunchDarkly is not called for all of them at once. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SpreadTest {

    private static final int MANY = 20;
    private static final int INTERVAL = 4 * 60 * 60;

    @Inject
    TestingSyncs testing;

    @Inject
    Syncs syncs;

    @Inject
    Segments segments;

    @Test
    void firstRunsLieAnywhereInTheFirstInterval() {
        Place place = testing.place();
        for (int i = 0; i < MANY; i++) {
            syncs.order(
                    place.tenant(),
                    segments.idOf(place.tenant(), "81" + i, "Segment " + i),
                    new SyncOrder(
                            place.connection(), Mode.RECURRING, Duration.ofSeconds(INTERVAL), false, Optional.of("id")),
                    "x");
        }
        Ordered any = new Ordered(place, 0, "", 0);

        // One of them may be due by now.
        assertThat(testing.one(any, """
                select count(*) from sync where next_run_at > now() - interval '1 minute'
                   and next_run_at <= now() + interval '4 hours'""")).isEqualTo(String.valueOf(MANY));
        assertThat(testing.one(any, "select max(next_run_at) - min(next_run_at) > interval '1 hour' from sync"))
                .isEqualTo("t");
        assertThat(testing.one(any, "select count(distinct next_run_at) from sync"))
                .isEqualTo(String.valueOf(MANY));
    }

    @Test
    void laterOnesKeepTheirOwnPlaceInIt() {
        Place place = testing.place();
        Ordered one = testing.order(place, "821");
        Ordered other = testing.order(place, "822");

        long placeOfOne = placeAfterARun(one);
        long placeOfOther = placeAfterARun(other);
        long placeAgain = placeAfterARun(one);

        assertThat(apart(placeOfOne, placeOfOther)).isGreaterThan(60);
        assertThat(apart(placeOfOne, placeAgain)).isLessThan(5);
        assertThat(testing.one(one, """
                select count(*) from sync where next_run_at > now() - interval '1 minute'
                   and next_run_at <= now() + interval '4 hours 1 second'""")).isEqualTo("2");
    }

    /** Seconds from the interval's beginning, by the database's clock. */
    private long placeAfterARun(Ordered sync) {
        testing.run(sync);
        return Long.parseLong(testing.one(
                sync,
                "select mod(extract(epoch from next_run_at)::bigint, " + INTERVAL + ") from sync where id = "
                        + sync.sync()));
    }

    private static long apart(long one, long other) {
        long seconds = Math.abs(one - other);
        return Math.min(seconds, INTERVAL - seconds);
    }
}
