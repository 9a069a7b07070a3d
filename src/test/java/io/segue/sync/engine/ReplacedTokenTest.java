package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.Connections;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.OpaqueIds;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refused token stops a sync; one that was replaced while the run went on must not. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ReplacedTokenTest {

    private static final VendorFailure REFUSED =
            VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "LaunchDarkly refused the access token.");

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Connections connections;

    @Inject
    OpaqueIds ids;

    Place place;
    Ordered one;

    @BeforeEach
    void aSyncWithWork() {
        place = syncs.place();
        one = syncs.order(place, "611");
        syncs.enter(one, "ann");
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void goesOnWithTheNewTokenWhenTheOldOneIsRefusedOnlyThen() {
        AtomicBoolean isOld = new AtomicBoolean(true);
        CompletableFuture<Boolean> gate = new CompletableFuture<>();
        target.delayNext(place.clientSideId(), gate);
        target.failBefore(batch -> isOld.getAndSet(false) ? Optional.of(REFUSED) : Optional.empty());

        long run = syncs.start(one);
        await().until(() -> !target.calls(place.clientSideId()).isEmpty());
        replaceToken();
        gate.complete(true);
        syncs.awaitEnd(one, run);

        assertThat(syncs.one(one, "select failure_code from run where id = " + run))
                .isEqualTo("credentials-refused");
        assertThat(syncs.one(one, "select state from sync where id = " + one.sync()))
                .isEqualTo("ready");
        syncs.lookForDue();
        await().until(() -> target.held(place.clientSideId(), "611").contains("ann"));
    }

    @Test
    void stopsWhenTheTokenIsTheSameStill() {
        target.failBefore(batch -> Optional.of(REFUSED));

        syncs.run(one);

        assertThat(syncs.one(one, "select state from sync where id = " + one.sync()))
                .isEqualTo("stopped");
    }

    private void replaceToken() {
        connections.replaceToken(
                place.tenant(),
                ids.encode(Connections.PREFIX, place.connection()),
                "api-22222222-0000-4000-8000-000000000000",
                "a test");
    }
}
