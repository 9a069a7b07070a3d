package io.segue.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.segment.erase.ErasedMembers;
import io.segue.sync.TestingContents;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.erase.ErasedKeys;
import io.segue.sync.member.TestingMembershipChecks;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LaunchDarkly is asked whether somebody is really gone; its receipt alone does not end an erasure that it belies. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ErasurePlacesTest {

    private static final String ANN = "ann.erased@example.com";

    private final TestingContents contents = new TestingContents();

    @Inject
    TestingErasures erasures;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingMembershipChecks checks;

    @Inject
    ErasureProgress progress;

    @Inject
    ErasedKeys keys;

    @Inject
    ErasedMembers members;

    @Inject
    Database database;

    @Inject
    OpaqueIds ids;

    @Inject
    Clock clock;

    @Inject
    Scheduler scheduler;

    Ordered sync;
    String erasure;

    /** The job's own looks are put off, so that this test alone asks. */
    @BeforeEach
    void launchDarklyHasConfirmed() {
        scheduler.pause("erasures");
        sync = syncs.order(syncs.place(), "962");
        syncs.enter(sync, ANN, "bob");
        syncs.run(sync);
        syncs.sql(
                sync.tenant(),
                "update sync set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-962'");
        erasure = erasures.request(sync.tenant(), ANN);
        erasures.look(sync.tenant());
        remove();
        contents.keys.add("bob");
    }

    @AfterEach
    void theJobLooksAgain() {
        scheduler.resume("erasures");
    }

    @Test
    void isAskedOnceMore() {
        assertThat(settle()).isTrue();

        assertThat(place().asked()).contains("Not a member.");
        assertThat(contents.questions()).isEqualTo(1);
    }

    @Test
    void isToldAgainWhereItStillNamesThePerson() {
        contents.keys.add(ANN);

        assertThat(settle()).isFalse();

        assertThat(place().isWaiting()).isTrue();
        assertThat(place().asked()).contains("Still a member.");
        assertThat(place().obstacle())
                .contains(new ShownError(
                        ErrorCode.ERASURE_HINDERED,
                        "LaunchDarkly confirmed the removal, yet still names the person; it is told again."));

        int before = target.calls(sync.place().clientSideId()).size();
        remove();
        contents.keys.remove(ANN);

        assertThat(target.calls(sync.place().clientSideId()))
                .hasSize(before + 1)
                .last()
                .satisfies(batch -> assertThat(batch.removes()).containsExactly(ANN));
        assertThat(settle()).isTrue();
        assertThat(place().asked()).contains("Not a member.");
        assertThat(place().obstacle()).isEmpty();
    }

    /** A key that was freed with the person, and that somebody else came with since. */
    @Test
    void isNotToldToRemoveWhoHasTheKeyByNow() {
        syncs.sql(sync.tenant(), """
                insert into segment_member (tenant_id, segment_id, member_id, key, present, seq, task_order)
                select tenant_id, id, 'hal', '%s', true, 1000, 1 from segment""".formatted(ANN));
        contents.keys.add(ANN);

        assertThat(settle()).isTrue();

        assertThat(place().state()).isEqualTo("confirmed");
    }

    @Test
    void isBelievedWhereItDoesNotSay() {
        contents.delete();

        assertThat(settle()).isTrue();

        assertThat(place().state()).isEqualTo("confirmed");
        assertThat(place().asked())
                .hasValueSatisfying(words ->
                        assertThat(words).startsWith("It did not say: ").doesNotContain(ANN));
    }

    /** The others of its connection are asked in the next looks; other connections do not wait for it. */
    @Test
    void isNotAskedForAnotherPlaceOfAConnectionThatDoesNotSay() {
        sync = syncs.order(syncs.place(), "963");
        Ordered second = syncs.order(sync.place(), "964");
        Ordered other = syncs.order(syncs.place(sync.tenant(), "api-" + UUID.randomUUID()), "965");
        for (Ordered one : List.of(sync, second, other)) {
            syncs.enter(one, ANN, "bob");
            syncs.run(one);
        }
        syncs.sql(sync.tenant(), """
                update sync s set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-' || g.heap_id
                  from segment g where g.tenant_id = s.tenant_id and g.id = s.segment_id""");
        erasure = erasures.request(sync.tenant(), ANN);
        erasures.look(sync.tenant());
        remove();
        contents.saysNothingOf("heap-inbound-963", "heap-inbound-964");

        assertThat(settle()).isFalse();

        assertThat(asked()).isEqualTo("Not a member., no answer");
        assertThat(settle()).isTrue();
        assertThat(asked()).isEqualTo("Not a member., no answer, no answer");
    }

    @Test
    void isAskedInTheNextLookWhatThisOneHasNoTimeFor() {
        Instant[] now = {clock.instant()};
        InstantSource slow = () -> now[0] = now[0].plusSeconds(11);

        assertThat(settle(slow.withZone(ZoneOffset.UTC))).isFalse();
        assertThat(contents.questions()).isZero();
        assertThat(settle()).isTrue();
    }

    /** In the order of the words. */
    private String asked() {
        return syncs.one(
                sync,
                "select string_agg(replace(asked_words, 'It did not say: ', ''), ', ' order by asked_words desc) from erasure_place");
    }

    private void remove() {
        syncs.sql(sync.tenant(), "update sync set erase_at = now()");
        syncs.lookForDue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> syncs.one(
                                sync, "select count(*) from sync where erase_at is not null or lease_until > now()")
                        .equals("0"));
    }

    private Erasure.Place place() {
        return erasures.get(sync.tenant(), erasure).places().get(0);
    }

    private boolean settle() {
        return settle(clock);
    }

    private boolean settle(Clock clock) {
        syncs.sql(sync.tenant(), "update erasure set next_at = now() - interval '1 s'");
        Going going = progress.take(
                        sync.tenant(), ids.decode(Erasure.PREFIX, erasure).orElseThrow(), Duration.ofHours(1))
                .orElseThrow();
        return new ErasurePlaces(database, checks.with(contents), keys, members, clock).settle(going);
    }
}
