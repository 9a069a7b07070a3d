package io.segue.sync.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.platform.Fingerprints;
import io.segue.platform.OpaqueIds;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import io.segue.sync.observe.RunMetrics;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LaunchDarkly limits an access token, so all runs that use it rest together, whosever they are. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class LimitsTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Connections connections;

    @Inject
    Database database;

    @Inject
    Fingerprints fingerprints;

    @Inject
    RunMetrics metrics;

    @Inject
    OpaqueIds ids;

    @Inject
    Clock clock;

    Place place;
    Ordered one;
    Ordered other;

    /** Of two tenants, in two environments. */
    @BeforeEach
    void twoSyncsOfOneToken() {
        String token = "api-" + UUID.randomUUID();
        place = syncs.place(tenants.enabled().id(), token);
        one = syncs.order(place, "601");
        other = syncs.order(syncs.place(tenants.enabled().id(), token), "602");
        syncs.enter(one, "ann");
        syncs.enter(other, "bob");
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void anotherRunWaitsUntilTheTokenMayCallAgain() {
        Instant until = clock.instant().plusMillis(1500);
        AtomicReference<Instant> firstCallOfOther = new AtomicReference<>();
        target.failBefore(batch -> {
            boolean isTooEarly = clock.instant().isBefore(until);
            if (batch.adds().contains("bob")) {
                firstCallOfOther.compareAndSet(null, clock.instant());
            }
            return isTooEarly && batch.adds().contains("ann") ? limited(until) : Optional.empty();
        });

        long first = syncs.start(one);
        await().until(() -> !target.calls(place.clientSideId()).isEmpty());
        syncs.run(other);
        syncs.awaitEnd(one, first);

        assertThat(firstCallOfOther.get()).isAfterOrEqualTo(until);
        assertThat(held(one)).containsExactly("ann");
        assertThat(held(other)).containsExactly("bob");
    }

    @Test
    void anotherNodeKnowsWithinMilliseconds() {
        Turnstile elsewhere = new Turnstile(database, target, fingerprints, metrics, clock);
        Line line = Line.of(connections.open(place.tenant(), place.connection()).orElseThrow(), fingerprints);
        assertThat(elsewhere.restUntil(line)).isBefore(clock.instant());
        Instant until = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofHours(1));
        target.failBefore(batch -> limited(until));

        syncs.run(one);

        await().atMost(Duration.ofSeconds(1)).until(() -> elsewhere.enter(line, 1) > 3_000_000);
        assertThat(elsewhere.restUntil(line)).isEqualTo(until);
    }

    @Test
    void aLongRestEndsTheOtherRunWithoutACall() {
        Instant until = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofHours(1));
        target.failBefore(batch -> limited(until));

        syncs.run(one);
        syncs.run(other);

        assertThat(target.calls(place.clientSideId())).hasSize(1);
        assertThat(target.calls(other.place().clientSideId())).isEmpty();
        assertThat(syncs.one(other, "select failure_code from sync")).isEqualTo("rate-limited");
        assertThat(syncs.one(other, "select (next_run_at > now() + interval '50 minutes')::text from sync"))
                .isEqualTo("true");
    }

    @Test
    void anotherTokenNeedNotRest() {
        Instant until = clock.instant().truncatedTo(ChronoUnit.MILLIS).plus(Duration.ofHours(1));
        target.failBefore(batch -> limited(until));
        syncs.run(one);
        target.work();

        connections.replaceToken(
                other.tenant(), ids.encode("con", other.place().connection()), "api-" + UUID.randomUUID(), "x");
        syncs.run(other);

        assertThat(held(other)).containsExactly("bob");
    }

    private Set<String> held(Ordered sync) {
        return target.held(sync.place().clientSideId(), sync.heapId());
    }

    private static Optional<VendorFailure> limited(Instant until) {
        return Optional.of(new VendorFailure(Kind.RATE_LIMITED, 429, "Too many calls.", Optional.of(until)));
    }
}
