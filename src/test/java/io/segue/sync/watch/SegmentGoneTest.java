package io.segue.sync.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TestingContents;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removals that wait for a person go unasked only when LaunchDarkly is seen to have lost these members. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SegmentGoneTest {

    private final TestingContents contents = new TestingContents();

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingWatch watch;

    @Inject
    Clock clock;

    Ordered sync;

    @BeforeEach
    void launchDarklyHoldsFourHundred() {
        sync = syncs.order(syncs.place(), "993");
        syncs.enter(sync, members(0, 400));
        syncs.run(sync);
        syncs.sql(
                sync.tenant(),
                "update sync set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-993'");
        look();
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void whoeverWaitedForAPersonIsGoneFromThereAnyway() {
        syncs.leave(sync, members(0, 300));
        syncs.run(sync);
        assertThat(hold()).isEqualTo("open");
        letHoursPass();
        deleteInLaunchDarkly();
        contents.madeAt(clock.millis());

        look();
        syncs.awaitQuiet(sync);

        assertThat(held()).isEqualTo(100);
        assertThat(hold()).isEqualTo("gone");
    }

    @Test
    void whoeverWaitedIsGoneAlsoWhenTheNewSegmentIsSeenLater() {
        syncs.leave(sync, members(0, 300));
        syncs.run(sync);
        letHoursPass();
        deleteInLaunchDarkly();
        contents.delete();
        look();
        look();
        syncs.awaitQuiet(sync);
        assertThat(hold()).isEqualTo("open");

        contents.madeAt(clock.millis());
        look();
        syncs.awaitQuiet(sync);

        assertThat(held()).isEqualTo(100);
        assertThat(hold()).isEqualTo("gone");
    }

    /** Our own call made it anew, and Heap empties the segment before anybody looks. */
    @Test
    void whoCameWithTheNewSegmentIsNotGoneWithTheOldOne() {
        letHoursPass();
        deleteInLaunchDarkly();
        contents.madeAt(clock.millis());
        syncs.enter(sync, members(400, 3_000));
        syncs.run(sync);
        syncs.leave(sync, members(0, 3_000));

        look();
        syncs.awaitQuiet(sync);

        assertThat(held()).isEqualTo(2_600);
        assertThat(syncs.one(sync, "select state || ' ' || removals from hold")).isEqualTo("open 2600");
    }

    /** The token might not see it for a while. */
    @Test
    void oneThatIsSeenAgainWasNotLost() {
        syncs.enter(sync, members(400, 1_000));
        syncs.run(sync);
        syncs.leave(sync, members(0, 900));
        syncs.run(sync);
        contents.delete();
        target.failBefore(batch -> Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 403, "no")));
        look();
        look();
        syncs.awaitQuiet(sync);

        contents.madeAt(1_000);
        look();
        target.work();
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).isEqualTo(1_000);
        assertThat(syncs.one(sync, "select state || ' ' || removals from hold")).isEqualTo("open 900");
    }

    /** It was seen before; now the token, or its role, may not see it any more. */
    @Test
    void removalsThatWaitAreNotSentForASegmentThatIsNotFound() {
        syncs.enter(sync, members(400, 1_000));
        syncs.run(sync);
        syncs.leave(sync, members(0, 900));
        syncs.run(sync);
        assertThat(hold()).isEqualTo("open");
        int before = held();
        contents.delete();

        look();
        look();
        syncs.awaitQuiet(sync);

        assertThat(held()).isEqualTo(before);
        assertThat(hold()).isEqualTo("open");
    }

    private void look() {
        watch.look(contents, sync);
    }

    private void letHoursPass() {
        syncs.sql(sync.tenant(), "update run set finished_at = finished_at - interval '3 hours'");
    }

    /** In the imitation that takes our calls. */
    private void deleteInLaunchDarkly() {
        target.empty(sync.place().clientSideId(), "993");
    }

    private String hold() {
        return syncs.one(sync, "select state from hold");
    }

    private int held() {
        return target.held(sync.place().clientSideId(), "993").size();
    }

    private static String[] members(int from, int to) {
        return IntStream.range(from, to).mapToObj("user-%04d"::formatted).toArray(String[]::new);
    }
}
