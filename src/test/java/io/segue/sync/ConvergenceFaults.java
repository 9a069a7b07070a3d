package io.segue.sync;

import static org.awaitility.Awaitility.await;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.hold.HoldPolicy;
import io.segue.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What may go wrong on the way to LaunchDarkly, or be held on it. */
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

    private final ConvergenceTest house;
    private final Ordered sync;
    private final int members;
    private final Random random;
    private final String environment;
    private CompletableFuture<Void> lateCall = CompletableFuture.completedFuture(null);
    private int takenOver;

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
                     where lease_until is not null""");
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

    /** From now on some removals wait for a person; or all, or none. */
    void hold() {
        HoldPolicy policy = new HoldPolicy(random.nextInt(3), random.nextInt(30), random.nextInt(3) == 0);
        house.rules.setOfSegment(sync.tenant(), sync.segment(), Optional.of(policy), "x");
    }

    void decide() {
        house.desk.open(sync.tenant()).forEach(hold -> {
            try {
                long id = Long.parseLong(house.made.one(sync, "select id from hold where state = 'open'"));
                house.desk.approve(sync.tenant(), id, members, "x");
            } catch (ProblemException | NumberFormatException e) {
                // It grew beyond that, or is gone.
            }
        });
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

    void letADayPass() {
        house.made.sql(sync.tenant(), "update quarantined_key set at = at - interval '2 days'");
        house.made.sql(sync.tenant(), "update sync set erase_at = now() where erase_at is not null");
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
