package io.segue.sync.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.TokenReplacedEvent;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LaunchDarkly limits an access token, so all runs that use it rest together. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class TokenPausesTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Clock clock;

    @Inject
    Event<TokenReplacedEvent> tokenReplaced;

    Place place;
    Ordered one;
    Ordered other;

    @BeforeEach
    void twoSyncsOfOneToken() {
        place = syncs.place();
        one = syncs.order(place, "601");
        other = syncs.order(place, "602");
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
        org.awaitility.Awaitility.await()
                .until(() -> !syncs.one(one, "select until from token_pause").isEmpty());
        syncs.run(other);
        syncs.awaitEnd(one, first);

        assertThat(firstCallOfOther.get()).isAfterOrEqualTo(until);
        assertThat(target.held(place.clientSideId(), "601")).containsExactly("ann");
    }

    @Test
    void aLongRestEndsTheOtherRunWithoutACall() {
        Instant until = clock.instant().plus(Duration.ofHours(1));
        target.failBefore(batch -> limited(until));

        syncs.run(one);
        syncs.run(other);

        assertThat(target.calls(place.clientSideId())).hasSize(1);
        assertThat(syncs.one(other, "select failure_code from sync where id = " + other.sync()))
                .isEqualTo("rate-limited");
        assertThat(syncs.one(
                        other,
                        "select (next_run_at > now() + interval '50 minutes')::text from sync where id = "
                                + other.sync()))
                .isEqualTo("true");
    }

    @Test
    void anotherTokenNeedNotRest() {
        Instant until = clock.instant().plus(Duration.ofHours(1));
        target.failBefore(batch -> limited(until));
        syncs.run(one);
        target.work();

        tokenReplaced.fire(new TokenReplacedEvent(place.tenant(), place.connection()));
        syncs.run(other);

        assertThat(target.held(place.clientSideId(), "602")).containsExactly("bob");
    }

    private static Optional<VendorFailure> limited(Instant until) {
        return Optional.of(new VendorFailure(Kind.RATE_LIMITED, 429, "Too many calls.", Optional.of(until)));
    }
}
