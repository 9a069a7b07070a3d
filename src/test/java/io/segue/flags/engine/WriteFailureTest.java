package io.segue.flags.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.engine.TestingWrites.Order;
import io.segue.flags.write.WriteMode;
import io.segue.flags.write.WriteRuns.WriteRun;
import io.segue.web.TestingStopping;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, Heap knows in the end what it is to know. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class WriteFailureTest {

    private static final VendorFailure AWAY = VendorFailure.of(Kind.UNAVAILABLE, 503, "Heap is away");

    @Inject
    TestingWrites writes;

    @Inject
    TestingStopping node;

    @Inject
    Clock clock;

    private Order order;
    private long segment;

    @BeforeEach
    void order() {
        order = writes.order("a");
        order.flags.serve("a", false);
        segment = order.segment("s");
        order.enter(segment, "ann", "bob");
    }

    @AfterEach
    void goOnWithOtherTests() {
        node.goOn();
    }

    @Test
    void triesAgainWithinTheRun() {
        AtomicInteger left = new AtomicInteger(3);
        order.heap.failBefore(users -> left.getAndDecrement() > 0 ? Optional.of(AWAY) : Optional.empty());

        WriteRun run = order.run();

        assertThat(run.state()).isEqualTo("succeeded");
        assertThat(run.retries()).isEqualTo(3);
        assertThat(order.heap.users()).hasSize(2);
    }

    @Test
    void givesUpAfterFourTriesAndIsDueAgain() {
        order.heap.failBefore(users -> Optional.of(AWAY));

        WriteRun run = order.run();

        assertThat(run.state()).isEqualTo("failed");
        assertThat(run.calls()).isEqualTo(4);
        assertThat(order.state()).isEqualTo("retrying");
        order.heap.work();
        assertThat(order.run().written()).isEqualTo(2);
        assertThat(order.state()).isEqualTo("ready");
    }

    @Test
    void tellsAgainWhatMayHaveArrivedThoughTheValueIsTheOldOneAgain() {
        order.run();
        order.flags.serve("a", true);
        order.heap.failAfter(users -> Optional.of(AWAY));
        order.run();
        order.heap.work();
        // Heap has taken "true", and we were told nothing; now it is "false" once more, as it was written for certain.
        order.flags.serve("a", false);

        WriteRun run = order.run();

        assertThat(run.written()).isEqualTo(2);
        assertThat(order.heap.users().get("ann")).containsEntry("ld_a", "\"false\"");
    }

    @Test
    void tellsAnewWhoseEndIsUnknownWhenTheyComeBack() {
        order.heap.failAfter(users -> Optional.of(AWAY));
        order.run();
        order.heap.work();
        order.leave(segment, "bob");
        order.run();
        order.enter(segment, "bob");

        assertThat(order.run().written()).isEqualTo(1);
    }

    @Test
    void waitsAsHeapAsks() {
        AtomicInteger left = new AtomicInteger(1);
        order.heap.failBefore(users -> left.getAndDecrement() > 0
                ? Optional.of(new VendorFailure(
                        Kind.RATE_LIMITED,
                        429,
                        "slow down",
                        Optional.of(clock.instant().plusMillis(50))))
                : Optional.empty());

        assertThat(order.run().state()).isEqualTo("succeeded");
    }

    @Test
    void endsWhenHeapAsksForLongAndComesBackThen() {
        Instant told = clock.instant().plus(Duration.ofHours(1));
        order.heap.failBefore(
                users -> Optional.of(new VendorFailure(Kind.RATE_LIMITED, 429, "slow down", Optional.of(told))));

        WriteRun run = order.run();

        assertThat(run.failureCode()).contains("rate-limited");
        assertThat(run.calls()).isEqualTo(1);
        assertThat(order.one("select floor(extract(epoch from next_run_at))::bigint from flag_write"))
                .isEqualTo(told.getEpochSecond());
    }

    @Test
    void stopsWithARefusedKeyAndStartsWithAnother() {
        order.flags.fail(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "LaunchDarkly refused the SDK key"));

        assertThat(order.run().state()).isEqualTo("failed");
        assertThat(order.state()).isEqualTo("stopped");

        order.giveKey();

        assertThat(order.state()).isEqualTo("ready");
        assertThat(order.one("select case when next_run_at <= now() then 1 else 0 end from flag_write"))
                .isEqualTo(1);
    }

    @Test
    void stopsWhenAPersonTurnsItOffMeanwhile() {
        order.heap.failAfter(users -> {
            order.order(WriteMode.OFF);
            return Optional.empty();
        });

        WriteRun run = order.run();

        assertThat(run.state()).isEqualTo("cancelled");
        assertThat(run.written()).isEqualTo(2);
        assertThat(order.one("select count(*) from flag_open_batch")).isZero();
        assertThat(order.one("select count(*) from flag_write where next_run_at is null"))
                .isEqualTo(1);
    }

    @Test
    void writesDownWhatIsUnderWayAndLeavesTheRestWhenThisNodeStops() {
        Map<String, String> callsOfOneUser = Map.of("segue.flags.most-bytes", "1");
        order.heap.failAfter(users -> {
            node.stop();
            return Optional.empty();
        });

        WriteRun left = order.run(callsOfOneUser);

        assertThat(left.state()).isEqualTo("running");
        assertThat(left.written()).isEqualTo(1);
        assertThat(order.one("select count(*) from flag_open_batch")).isZero();
        assertThat(order.one("select count(*) from flag_write where lease_until is null and next_run_at <= now()"))
                .isEqualTo(1);

        node.goOn();
        order.heap.work();
        WriteRun ended = order.run();

        assertThat(ended.id()).isEqualTo(left.id());
        assertThat(ended.state()).isEqualTo("succeeded");
        assertThat(ended.written()).isEqualTo(2);
        assertThat(order.heap.calls()).hasSize(2);
    }

    @Test
    void writesNothingDownWhenAnotherNodeHasTheOrderAndTellsThemAgain() {
        order.heap.failAfter(users -> {
            // Another node, which waited until our lease was up.
            order.claim();
            return Optional.empty();
        });

        order.run();

        assertThat(order.one(
                        "select count(*) from flag_written join flag_open_batch using (tenant_id, write_id, batch)"))
                .isEqualTo(2);
        order.heap.work();
        WriteRun next = order.run();
        assertThat(next.state()).isEqualTo("succeeded");
        assertThat(next.written()).isEqualTo(2);
        assertThat(order.one("select count(*) from flag_open_batch")).isZero();
    }

    @Test
    void goesOnWithTheRunThatALostNodeLeft() {
        WriteClaim lost = order.claim();
        order.one("insert into flag_run (tenant_id, write_id, state, cause) values (" + order.tenant + ", "
                + lost.order() + ", 'running', 'schedule') returning id");

        WriteRun run = order.run();

        assertThat(run.state()).isEqualTo("succeeded");
        assertThat(order.one("select count(*) from flag_run")).isEqualTo(1);
    }

    @Test
    void saysThatTheConnectionWasRemoved() {
        order.one("update connection set removed_at = now() returning 1");

        WriteRun run = order.run();

        assertThat(run.failure()).contains("The connection was removed.");
        assertThat(order.state()).isEqualTo("stopped");
    }

    @Test
    void setsAsideNoMoreThanAHundred() {
        order.enter(
                segment,
                java.util.stream.IntStream.range(0, 400)
                        .mapToObj(i -> "bad-" + i)
                        .toArray(String[]::new));
        order.heap.failBefore(
                users -> users.stream().anyMatch(user -> user.identity().startsWith("bad-"))
                        ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "bad"))
                        : Optional.empty());

        WriteRun run = order.run(Map.of("segue.flags.most-refused", "20"));

        assertThat(run.state()).isEqualTo("failed");
        assertThat(order.refused()).isEmpty();
    }
}
