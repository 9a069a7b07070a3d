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
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One key that LaunchDarkly does not take must not keep the others, wherever it stands. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class BadKeyTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    Ordered sync;

    @BeforeEach
    void aaaIsBad() {
        sync = syncs.order(syncs.place(), "950");
        target.failBefore(BadKeyTest::aaa);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void theFirstOneIsSetAsideAndTheRestIsDelivered() {
        syncs.enter(sync, "aaa", "bob", "cid");

        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("bob", "cid");
        assertThat(syncs.one(sync, "select string_agg(key, ',') from quarantined_key"))
                .isEqualTo("aaa");
    }

    @Test
    void theOnlyOneDoesNotKeepLaterOnes() {
        syncs.enter(sync, "aaa");
        syncs.run(sync);
        syncs.enter(sync, "bob");

        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("bob");
    }

    @Test
    void isTriedAgainAfterADayThoughNothingElseChanged() {
        syncs.enter(sync, "aaa", "bob");
        syncs.run(sync);
        syncs.run(sync);
        assertThat(target.calls(sync.place().clientSideId()).stream()
                        .filter(batch -> aaa(batch).isPresent()))
                .hasSize(2);

        target.work();
        syncs.sql(sync.tenant(), "update quarantined_key set at = at - interval '25 hours'");
        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("aaa", "bob");
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("0");
    }

    @Test
    void isSetAsideForAnotherDayWhenRefusedAgain() {
        syncs.enter(sync, "aaa", "bob");
        syncs.run(sync);
        syncs.sql(sync.tenant(), "update quarantined_key set at = at - interval '25 hours'");
        syncs.run(sync);
        int calls = target.calls(sync.place().clientSideId()).size();

        syncs.run(sync);

        assertThat(target.calls(sync.place().clientSideId())).hasSize(calls);
        assertThat(syncs.one(
                        sync, "select string_agg(key, ',') from quarantined_key where at > now() - interval '1 hour'"))
                .isEqualTo("aaa");
    }

    @Test
    void manyThatComeFirstDoNotKeepTheRest() {
        target.failBefore(
                batch -> batch.adds().stream().anyMatch(key -> key.startsWith("!")) ? refused() : Optional.empty());
        syncs.enter(sync, IntStream.range(0, 15).mapToObj("!%02d"::formatted).toArray(String[]::new));
        syncs.enter(sync, IntStream.range(0, 985).mapToObj("u%03d"::formatted).toArray(String[]::new));

        syncs.run(sync);

        assertThat(held()).hasSize(985);
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("15");
        assertThat(syncs.one(sync, "select state from sync where id = " + sync.sync()))
                .isEqualTo("ready");
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 20, 40, 1_500})
    void manyWithNoneTakenAreNotTheKeysFault(int keys) {
        target.failBefore(batch -> refused());
        syncs.enter(sync, IntStream.range(0, keys).mapToObj(i -> "u" + i).toArray(String[]::new));

        syncs.run(sync);

        assertThat(syncs.one(sync, "select state from sync where id = " + sync.sync()))
                .isEqualTo("stopped");
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("0");
    }

    @Test
    void aRemovalThatWasRefusedIsTriedAgain() {
        target.work();
        syncs.enter(sync, "aaa", "bob");
        syncs.run(sync);
        target.failBefore(BadKeyTest::aaa);
        syncs.leave(sync, "aaa", "bob");
        syncs.run(sync);
        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("aaa");

        target.work();
        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "950")).isEmpty();
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("0");
    }

    /** Each run takes something beside few that it refuses; the last one takes nothing, and refuses many. */
    @Test
    void removalsThatAreRefusedAgainDoNotStopTheSync() {
        target.failBefore(batch ->
                batch.removes().stream().anyMatch(key -> key.startsWith("bad")) ? refused() : Optional.empty());
        for (int round = 0; round < 2; round++) {
            String[] bad = bad(8 * round, 8 * round + 8);
            syncs.enter(sync, "ann", "bob");
            syncs.enter(sync, bad);
            syncs.run(sync);
            syncs.leave(sync, "ann");
            syncs.leave(sync, bad);
            syncs.run(sync);
        }
        assertThat(held())
                .containsExactlyInAnyOrder(
                        Stream.concat(Stream.of("bob"), Stream.of(bad(0, 16))).toArray(String[]::new));
        String since = syncs.one(sync, "select max(at) from quarantined_key");

        syncs.run(sync);

        assertThat(syncs.one(sync, "select state from sync where id = " + sync.sync()))
                .isEqualTo("ready");
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("16");
        assertThat(syncs.one(sync, "select max(at) from quarantined_key")).isEqualTo(since);
    }

    private static String[] bad(int from, int until) {
        return IntStream.range(from, until).mapToObj(i -> "bad" + i).toArray(String[]::new);
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), "950");
    }

    /** A removal that was refused says nothing of the key once its member is back. */
    @Test
    void whoCameBackAfterARefusedRemovalIsAddedWhenTheSegmentWasLost() {
        target.work();
        syncs.enter(sync, "aaa", "bob");
        syncs.run(sync);
        target.failBefore(BadKeyTest::aaa);
        syncs.leave(sync, "aaa");
        syncs.run(sync);
        target.work();
        target.empty(sync.place().clientSideId(), "950");
        syncs.sql(
                sync.tenant(),
                "update sync set doubt_below = (fence + 1) << 20, plan_version = plan_version + 1, lost_at = now()");
        syncs.enter(sync, "aaa");

        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("aaa", "bob");
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("0");
    }

    /** In doubt, then refused, then refused to be removed: LaunchDarkly never had it. */
    @Test
    void whoCameBackAfterARefusedRemovalIsAddedThoughHeldForSure() {
        refuseAfterACallThatBrokeOff(() -> target.failBefore(batch -> brokenOff()));
        syncs.leave(sync, "aaa");
        syncs.run(sync);
        target.work();
        syncs.enter(sync, "aaa");

        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("aaa", "bob");
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("0");
    }

    /** What its first call did nobody knows; that a later one was refused does not mean that LaunchDarkly has it. */
    @Test
    void whoWasInDoubtWhenRefusedIsAddedOnceTaken() {
        refuseAfterACallThatBrokeOff(() -> target.failBefore(batch -> brokenOff()));
        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("bob");

        target.work();
        syncs.sql(sync.tenant(), "update quarantined_key set at = at - interval '2 days'");
        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("aaa", "bob");
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("0");
    }

    @Test
    void whoWasInDoubtWhenRefusedIsRemovedWhenTheyLeave() {
        refuseAfterACallThatBrokeOff(() -> target.failAfter(batch -> brokenOff()));
        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("aaa", "bob");

        target.work();
        syncs.leave(sync, "aaa");
        syncs.run(sync);

        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("bob");
        assertThat(syncs.one(sync, "select count(*) from quarantined_key")).isEqualTo("0");
    }

    private void refuseAfterACallThatBrokeOff(Runnable breakOff) {
        target.work();
        breakOff.run();
        syncs.enter(sync, "aaa", "bob");
        syncs.run(sync);
        target.work();
        target.failBefore(BadKeyTest::aaa);
        syncs.run(sync);
        assertThat(syncs.one(sync, "select string_agg(key, ',') from quarantined_key"))
                .isEqualTo("aaa");
    }

    private static Optional<VendorFailure> brokenOff() {
        return Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 0, "The call broke off."));
    }

    private static Optional<VendorFailure> aaa(Batch batch) {
        return batch.adds().contains("aaa") || batch.removes().contains("aaa") ? refused() : Optional.empty();
    }

    private static Optional<VendorFailure> refused() {
        return Optional.of(VendorFailure.of(Kind.REJECTED, 400, "Invalid context key."));
    }
}
