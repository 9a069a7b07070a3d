package io.segue.sync;

import static org.awaitility.Awaitility.await;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.RetryPolicy;
import io.segue.sync.TestingSyncs.Ordered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.core.ConditionTimeoutException;

/** What may go wrong on the way to LaunchDarkly, and for how long. */
class ConvergenceFaults {

    /** Refused for good leaves the run's work to the next one; the others are tried again within the run. */
    private static final List<Kind> FAULTS = List.of(
            Kind.CREDENTIALS_REFUSED,
            Kind.CREDENTIALS_REFUSED,
            Kind.CREDENTIALS_REFUSED,
            Kind.RATE_LIMITED,
            Kind.RATE_LIMITED,
            Kind.CONFLICT,
            Kind.UNAVAILABLE);

    private static final Duration LONGER_THAN_TRIED = Duration.ofHours(73);

    private static final List<Duration> LATER =
            List.of(Duration.ofMinutes(1), Duration.ofHours(5), Duration.ofDays(2), Duration.ofDays(40));

    /** What is compared with the clock, locked in the order in which runs lock it; leases are kept by whoever holds them. */
    private static final String LET_PASS = """
            update sync set next_run_at = next_run_at - t, failing_since = failing_since - t from (select interval '%1$d s' as t) i;
            update circuit set open_until = open_until - t, failing_since = failing_since - t, failed_at = failed_at - t
              from (select interval '%1$d s' as t) i;
            update hold set since = since - t, counted_at = counted_at - t from (select interval '%1$d s' as t) i;
            update quarantined_key set at = at - t from (select interval '%1$d s' as t) i""";

    private final ConvergenceTest house;
    private final Ordered sync;
    private final int members;
    private final Random random;
    private final String environment;
    private CompletableFuture<Void> lateCall = CompletableFuture.completedFuture(null);
    private int takenOver;
    private int parked;

    ConvergenceFaults(ConvergenceTest house, Ordered sync, int members, Random random) {
        this.house = house;
        this.sync = sync;
        this.members = members;
        this.random = random;
        this.environment = sync.place().clientSideId();
    }

    /** How many runs a lost worker left to another one. */
    int takenOver() {
        return takenOver;
    }

    /** How many times nothing went on for three days. */
    int parked() {
        return parked;
    }

    void end() {
        lateCall.complete(null);
        house.target.work(environment);
    }

    /** A call fails before or after LaunchDarkly applied it: once, or from then on. */
    void run() {
        Kind kind = FAULTS.get(random.nextInt(FAULTS.size()));
        boolean isForGood = kind == Kind.CREDENTIALS_REFUSED;
        AtomicInteger left = new AtomicInteger(random.nextInt(2));
        Function<Batch, Optional<VendorFailure>> fault = batch -> {
            int before = left.getAndDecrement();
            return before == 0 || (before < 0 && isForGood) ? Optional.of(failure(kind)) : Optional.empty();
        };
        if (random.nextBoolean()) {
            house.target.failAfter(environment, fault);
        } else {
            house.target.failBefore(environment, fault);
        }
        house.made.run(sync);
        house.target.work(environment);
    }

    private static VendorFailure failure(Kind kind) {
        Optional<Instant> wait =
                kind == Kind.RATE_LIMITED ? Optional.of(Instant.now().plusMillis(5)) : Optional.empty();
        return new VendorFailure(kind, 0, "as told by the test", wait);
    }

    /** Its lease ends while a call is under way, and another one goes on; the call arrives at once, or much later. */
    void loseWorker() {
        lateCall.complete(null);
        CompletableFuture<Void> gate = new CompletableFuture<>();
        int before = calls();
        house.target.delayNext(environment, gate);
        long run = house.made.start(sync);
        await().pollInterval(Duration.ofMillis(5)).until(() -> calls() > before || isOver(run));
        if (calls() > before) {
            house.made.sql(sync.tenant(), """
                    update sync set lease_until = now() - interval '1 s', next_run_at = now()
                     where lease_until is not null;
                    -- Where the lost one looked for all, the others give it a minute.
                    update circuit set open_until = now() where open_until > now()""");
            house.made.lookForDue();
            house.made.awaitEnd(sync, run);
            takenOver++;
        }
        house.target.delayNoMore(environment);
        lateCall = gate;
        if (random.nextBoolean()) {
            lateCall.complete(null);
        }
    }

    /** LaunchDarkly does not take one key; it is set aside, and may be tried again after a day. */
    void refuseKey() {
        String bad = random.nextBoolean() ? "u" + random.nextInt(members) : "mail" + random.nextInt(members / 2);
        house.target.failBefore(
                environment,
                batch -> batch.adds().contains(bad) || batch.removes().contains(bad)
                        ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "not this one"))
                        : Optional.empty());
        house.made.run(sync);
        house.target.work(environment);
        if (random.nextBoolean()) {
            letADayPass();
        }
    }

    /** Nothing goes on without a person for longer than a sync is tried: it is parked, and goes on by itself some time. */
    void park() {
        house.target.failBefore(
                environment,
                batch -> Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "as told by the test")));
        house.made.run(sync);
        // Only where something was refused does the next run no more than look; any other would try again and again.
        if (isFailing()) {
            house.target.failBefore(environment, batch -> Optional.of(failure(Kind.UNAVAILABLE)));
            letPass(LONGER_THAN_TRIED);
            house.made.lookForDue();
            awaitState("parked", "ready");
        }
        house.target.work(environment);
        boolean isParked = house.made.one(sync, "select state from sync").equals("parked");
        parked += isParked ? 1 : 0;
        if (isParked && random.nextBoolean()) {
            letPass(RetryPolicy.PROBE);
            house.made.lookForDue();
            awaitState("ready");
        }
    }

    private void awaitState(String... states) {
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> List.of(states).contains(house.made.one(sync, "select state from sync")));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "Nobody went on with a sync; " + new ConvergenceStory(house, sync).of(Set.of(), Set.of()), e);
        }
    }

    /** The clock moves on, as far as this tenant can tell: what is due then begins, with nobody who asks. */
    void moveClock() {
        letPass(LATER.get(random.nextInt(LATER.size())));
        // Whoever looks for all must not meet the next step's fault: a person's run would wait for the look after it.
        if (random.nextBoolean() || isFailing()) {
            house.made.lookForDue();
            house.made.awaitQuiet(sync);
        }
    }

    private boolean isFailing() {
        return !house.made.one(sync, "select count(*) from circuit").equals("0");
    }

    /** All at once: a run that began in between would find half of the time passed. */
    private void letPass(Duration time) {
        house.made.sql(sync.tenant(), LET_PASS.formatted(time.toSeconds()));
    }

    void letADayPass() {
        house.made.sql(sync.tenant(), "update quarantined_key set at = at - interval '2 days'");
        house.made.sql(sync.tenant(), """
                update circuit set open_until = open_until - interval '1 day';
                update sync set erase_at = now() where erase_at is not null""");
    }

    /** Somebody deletes it in LaunchDarkly, and a look notices. */
    void loseSegment() {
        house.target.empty(environment, "77");
        house.made.sql(
                sync.tenant(),
                "update sync set doubt_below = (fence + 1) << 20, plan_version = plan_version + 1, lost_at = now()");
        if (random.nextBoolean()) {
            house.made.start(sync);
        }
    }

    private boolean isOver(long run) {
        return Set.of("succeeded", "failed", "cancelled")
                .contains(house.made.one(sync, "select state from run where id = " + run));
    }

    private int calls() {
        return house.target.calls(environment).size();
    }
}
