package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.Batch;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad key in a full batch is found with few calls, and everybody else is delivered. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PoisonTest {

    private static final int MEMBERS = 1_000;

    /** Two for each halving, and one. */
    private static final int MOST_FURTHER_CALLS = (int) (2 * Math.log(MEMBERS) / Math.log(2) + 1);

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    Ordered sync;

    @BeforeEach
    void order() {
        sync = syncs.order(syncs.place(), "945");
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 499, 500, 733, 999})
    void isFoundWithTwoCallsForEachHalving(int bad) {
        refuse(key(bad), 400);
        syncs.enter(sync, members());

        syncs.run(sync);

        assertThat(calls() - 1).isLessThanOrEqualTo(MOST_FURTHER_CALLS).isLessThanOrEqualTo(21);
        assertThat(target.held(sync.place().clientSideId(), "945"))
                .hasSize(MEMBERS - 1)
                .doesNotContain(key(bad));
        assertThat(syncs.one(sync, "select string_agg(key || ': ' || reason, ',') from quarantined_key"))
                .isEqualTo(key(bad) + ": not this one");
        assertThat(syncs.one(sync, "select state from sync")).isEqualTo("ready");
    }

    @Test
    void isFoundAmongRemovals() {
        syncs.sql(sync.tenant(), "update tenant set hold_off = true");
        syncs.enter(sync, members());
        syncs.run(sync);
        int before = calls();
        refuse(key(733), 400);
        syncs.leave(sync, members());

        syncs.run(sync);

        assertThat(calls() - before - 1).isLessThanOrEqualTo(MOST_FURTHER_CALLS);
        assertThat(target.held(sync.place().clientSideId(), "945")).containsExactly(key(733));
    }

    @Test
    void aBatchThatIsTooLargeOnceIsNotTriedAgainWithEachOne() {
        target.failBefore(batch ->
                batch.size() > 300 ? Optional.of(VendorFailure.of(Kind.REJECTED, 413, "too large")) : Optional.empty());
        syncs.enter(sync, IntStream.range(0, 5_000).mapToObj(PoisonTest::key).toArray(String[]::new));

        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "945")).hasSize(5_000);
        // 20 of 250 keys, and those that were too large: the first whole one, its half, and what was under way by then.
        assertThat(calls()).isBetween(22, 26);
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("0");
    }

    private void refuse(String key, int status) {
        target.failBefore(batch -> has(batch, key)
                ? Optional.of(VendorFailure.of(Kind.REJECTED, status, "not this one"))
                : Optional.empty());
    }

    private static boolean has(Batch batch, String key) {
        Collection<String> removes = batch.removes();
        return batch.adds().contains(key) || removes.contains(key);
    }

    private int calls() {
        return target.calls(sync.place().clientSideId()).size();
    }

    private static String[] members() {
        return IntStream.range(0, MEMBERS).mapToObj(PoisonTest::key).toArray(String[]::new);
    }

    private static String key(int n) {
        return "user-%04d".formatted(n);
    }
}
