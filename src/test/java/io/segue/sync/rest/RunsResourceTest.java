package io.segue.sync.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A pipeline that starts a run and waits for it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RunsResourceTest extends TestingRunOrder {

    @ConfigProperty(name = "quarkus.http.idle-timeout")
    Duration idle;

    @Test
    void includesEveryDeliveryAcknowledgedBeforeItWasAskedFor() {
        for (int page = 0; page < 5; page++) {
            send("\"add\":[" + members(page * 100, 100) + "]");
        }

        finished(started())
                .body("state", equalTo("succeeded"))
                .body("adds", equalTo(501))
                .body("planned", equalTo(501))
                .body("waits", equalTo(0))
                .body("waitedSeconds", equalTo(0))
                .body("held", nullValue())
                .body("removes", equalTo(0))
                .body("calls", equalTo(1))
                .body("retries", equalTo(0))
                .body("quarantined", equalTo(0))
                .body("startedAt", notNullValue())
                .body("finishedAt", notNullValue())
                .body("failure", nullValue());
        assertThat(target.held(clientSideId, "77")).hasSize(501).contains("first", "u0", "u499");
    }

    @Test
    void sendsOnlyWhatChangedSinceTheRunBefore() {
        finished(started());
        send("\"add\":[{\"id\":\"second\"},{\"id\":\"third\"}],\"remove\":[{\"id\":\"first\"}]");

        finished(started())
                .body("state", equalTo("succeeded"))
                .body("adds", equalTo(2))
                .body("removes", equalTo(1));
        finished(started()).body("state", equalTo("succeeded")).body("calls", equalTo(0));
        assertThat(target.held(clientSideId, "77")).containsExactly("second", "third");
        asEditor()
                .get("/api/v1/segments/" + segment)
                .then()
                .body("members", equalTo(2))
                .body("syncs.delivered", contains(2));
    }

    @Test
    void runsOnceAtOnceAndNotAgain() {
        order(Map.of("connectionId", connection, "mode", "once"));

        shownOnce(body -> body.body("syncs[0].lastRun.state", equalTo("succeeded")));
        shownOnce(body -> body.body("syncs[0].mode", equalTo("once"))
                .body("syncs[0].delivered", equalTo(1))
                .body("syncs[0].nextRunAt", nullValue()));
    }

    @Test
    void startsByItselfWhenHeapHasToldEverything() {
        order(Map.of("connectionId", connection, "mode", "recurring", "intervalHours", 720, "followHeap", true));

        send("\"add\":[{\"id\":\"second\"}]");

        shownOnce(body -> body.body("syncs[0].lastRun.cause", equalTo("heap"))
                .body("syncs[0].lastRun.state", equalTo("succeeded")));
        assertThat(target.held(clientSideId, "77")).containsExactly("first", "second");
    }

    @Test
    void sendsTheKeysOfTheFieldThatWasChosen() {
        send("\"add\":[{\"id\":\"u1\",\"email\":\"a@b.test\"},{\"id\":\"u2\",\"email\":\"a@b.test\"},{\"id\":\"u3\"}]");
        order(Map.of("connectionId", connection, "mode", "recurring", "intervalHours", 720, "keyField", "email"));

        finished(started()).body("state", equalTo("succeeded"));

        assertThat(target.held(clientSideId, "77")).containsExactly("a@b.test");
    }

    @Test
    void answersAtOnceOrWhenTheTimeIsUpWhileARunGoesOn() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        target.failBefore(batch -> {
            called.countDown();
            return waitFor(goOn);
        });
        try {
            String run = started();
            called.await();

            get(run, "").body("state", equalTo("running")).body("finishedAt", nullValue());
            get(run, "?wait=1").body("state", equalTo("running"));
            get(run, "?wait=-5").body("state", equalTo("running"));
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void answersBeforeTheConnectionIsClosedForCarryingNothing() {
        assertThat(idle).isGreaterThan(Duration.ofSeconds(RunsResource.LONGEST_WAIT_SECONDS + 5));
    }

    @Test
    void isTheSameRunWhenOneWaitsAlready() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        target.failBefore(batch -> {
            called.countDown();
            return waitFor(goOn);
        });
        try {
            String running = started();
            called.await();

            String waiting = started();
            assertThat(waiting).isNotEqualTo(running).isEqualTo(started());
            get(waiting, "").body("state", equalTo("waiting")).body("startedAt", nullValue());

            goOn.countDown();
            finished(running).body("state", equalTo("succeeded"));
            finished(waiting).body("state", equalTo("succeeded"));
        } finally {
            goOn.countDown();
        }
    }
}
