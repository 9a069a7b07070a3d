package io.segue.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TestingContents;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment that somebody deletes in LaunchDarkly is noticed and sent whole again. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SegmentWatchTest {

    private final TestingContents contents = new TestingContents();

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingRows rows;

    @Inject
    DueLooks dueLooks;

    @Inject
    TestingWatch watch;

    Ordered sync;

    @BeforeEach
    void launchDarklyHoldsFourHundred() {
        sync = syncs.order(syncs.place(), "990");
        syncs.enter(sync, members(0, 400));
        syncs.run(sync);
        syncs.sql(
                sync.tenant(),
                "update sync set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-990'");
        look();
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void oneThatIsThereNeedsNothing() {
        look();
        syncs.awaitQuiet(sync);

        assertThat(calls()).isEqualTo(1);
        assertThat(syncs.one(sync, "select (look_at > now() + interval '50 minutes')::text from sync"))
                .isEqualTo("true");
    }

    @Test
    void oneThatWasDeletedIsSentWholeAgain() {
        deleteInLaunchDarkly();
        contents.delete();

        look();
        assertThat(calls()).isEqualTo(1);
        look();
        syncs.awaitQuiet(sync);

        assertThat(held()).isEqualTo(400);
        assertThat(syncs.one(sync, "select cause || ' ' || adds from run order by id desc limit 1"))
                .isEqualTo("lost 400");
        assertThat(syncs.one(sync, "select (lost_at is null and doubt_below = 0)::text from sync"))
                .isEqualTo("true");
        assertThat(rows.audit(sync.tenant()))
                .contains(
                        "Segue noticed that LaunchDarkly lost a segment: it was deleted there; everything is sent again");
    }

    @Test
    void oneThatOurOwnCallMadeAnewIsSentWholeAgain() {
        deleteInLaunchDarkly();
        contents.madeAt(2_000);
        syncs.enter(sync, "new");
        syncs.run(sync);
        assertThat(held()).isEqualTo(1);

        look();
        syncs.awaitQuiet(sync);

        assertThat(held()).isEqualTo(401);
    }

    @Test
    void sendingAgainGoesOnWhereItBroke() {
        syncs.enter(sync, members(400, 3_000));
        syncs.run(sync);
        deleteInLaunchDarkly();
        contents.madeAt(2_000);
        int[] taken = {0};
        target.failBefore(batch ->
                taken[0]++ < 2 ? Optional.empty() : Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 403, "no")));
        look();
        syncs.awaitQuiet(sync);
        target.work();
        int before = calls();

        syncs.run(sync);

        assertThat(held()).isEqualTo(3_000);
        assertThat(calls() - before).isEqualTo(1);
    }

    /** It was deleted after all: whoever waits to be removed is not there, and has to be sent when they are wanted again. */
    @Test
    void whoWaitedToBeRemovedAndComesBackIsSentAgain() {
        syncs.leave(sync, members(0, 300));
        syncs.run(sync);
        deleteInLaunchDarkly();
        contents.delete();
        look();
        look();
        syncs.awaitQuiet(sync);
        assertThat(held()).isEqualTo(100);

        syncs.enter(sync, members(0, 300));
        syncs.run(sync);

        assertThat(held()).isEqualTo(400);
    }

    @Test
    void aTokenThatMayNotSeeItProvesNothing() {
        syncs.sql(sync.tenant(), "update sync set target_created = null, last_created = null");
        contents.delete();

        look();
        look();
        syncs.awaitQuiet(sync);

        assertThat(calls()).isEqualTo(1);
        assertThat(syncs.one(sync, "select look_failure from sync"))
                .contains("shows no such segment to this access token");
    }

    @Test
    void aConnectionThatIsNotAnsweredIsAskedOnceAndHoldsUpNobody() {
        Ordered second = syncs.order(sync.place(), "991");
        Ordered other = syncs.order(syncs.place(), "992");
        Stream.of(second, other).forEach(one -> syncs.sql(one.tenant(), """
                update sync set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-%s'
                 where id = %d""".formatted(one.heapId(), one.sync())));
        syncs.sql(sync.tenant(), "update sync set looked_at = null, look_at = now() - interval '3 hours'");
        syncs.sql(other.tenant(), "update sync set look_at = now() - interval '2 hours'");
        contents.saysNothingOf("heap-inbound-990", "heap-inbound-991");

        new WatchJob(dueLooks, watch.of(contents), three()).lookAround();

        assertThat(syncs.one(other, "select (looked_at is not null)::text from sync"))
                .isEqualTo("true");
        assertThat(
                        syncs.one(
                                sync,
                                "select count(look_failure) || ' ' || count(*) filter (where look_at > now() + interval '9 minutes') from sync"))
                .isEqualTo("1 2");
    }

    private static WatchConfig three() {
        return new WatchConfig() {
            @Override
            public Duration every() {
                return Duration.ofHours(1);
            }

            @Override
            public int atOnce() {
                return 3;
            }
        };
    }

    private void look() {
        watch.look(contents, sync);
    }

    /** In the imitation that takes our calls. */
    private void deleteInLaunchDarkly() {
        target.empty(sync.place().clientSideId(), "990");
    }

    private int held() {
        return target.held(sync.place().clientSideId(), "990").size();
    }

    private int calls() {
        return target.calls(sync.place().clientSideId()).size();
    }

    private static String[] members(int from, int to) {
        return IntStream.range(from, to).mapToObj("user-%04d"::formatted).toArray(String[]::new);
    }
}
