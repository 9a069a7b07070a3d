package io.segue.sync.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a pipeline is told of a run that did not go straight on. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RunTroubleTest extends TestingRunOrder {

    @Test
    void triesAgainWhatWillPassAndCountsIt() {
        AtomicInteger left = new AtomicInteger(1);
        target.failBefore(batch -> left.getAndDecrement() > 0
                ? Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 503, "LaunchDarkly is away"))
                : Optional.empty());

        finished(started())
                .body("state", equalTo("succeeded"))
                .body("calls", equalTo(2))
                .body("retries", equalTo(1))
                .body("adds", equalTo(1));
    }

    @Test
    void tellsHowLongLaunchDarklyHadItWaitAndWhatItHeldBack() {
        String run = started();
        finished(run);
        long tenant = integration.tenant().id();
        rows.write(tenant, """
                update run set waits = 2, waited_millis = 1500, trace_id = 'a trace' where tenant_id = ? returning id""");
        rows.write(tenant, """
                insert into hold (tenant_id, sync_id, state, removals, held, sample, counted_at)
                select tenant_id, sync_id, 'rejected', 70, 9, '{}', started_at from run where tenant_id = ? returning id""");

        get(run, "")
                .body("waits", equalTo(2))
                .body("waitedSeconds", equalTo(2))
                .body("traceId", equalTo("a trace"))
                .body("held", equalTo(70));
    }

    @Test
    void tellsWhyItFailed() {
        target.failBefore(batch ->
                Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "LaunchDarkly refused the access token")));

        finished(started())
                .body("state", equalTo("failed"))
                .body("failure.code", equalTo("credentials-refused"))
                .body("failure.message", equalTo("LaunchDarkly refused the access token"))
                .body("adds", equalTo(0));
        asEditor()
                .get("/api/v1/segments/" + segment)
                .then()
                .body("syncs[0].state", equalTo("stopped"))
                .body("syncs[0].failure.code", equalTo("credentials-refused"))
                .body("syncs[0].failure.message", equalTo("LaunchDarkly refused the access token"));
    }

    @Test
    void setsAsideTheOneKeyThatIsRefusedAndDeliversTheOthers() {
        send("\"add\":[" + members(0, 40) + "]");
        target.failBefore(batch -> batch.adds().contains("u17")
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "u17 is no key"))
                : Optional.empty());

        finished(started())
                .body("state", equalTo("succeeded"))
                .body("quarantined", equalTo(1))
                .body("adds", equalTo(40));
        assertThat(target.held(clientSideId, "77")).hasSize(40).doesNotContain("u17");
    }
}
