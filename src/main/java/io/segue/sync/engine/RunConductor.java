package io.segue.sync.engine;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.sync.SegmentTarget;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetSegment;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.Claims;
import io.segue.sync.claim.SyncConfig;
import io.segue.sync.engine.RunLog.Call;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Conducts the sending of one difference: a planner reads and journals ahead, a window of calls is in flight, answers
 * are confirmed in groups. All decisions are made on one thread.
 */
class RunConductor {

    private static final int READ_AHEAD = 24;
    private static final int CONFLICTS = 5;
    private static final Duration LEASE_CARE = Duration.ofSeconds(8);

    private final Database database;
    private final Claims claims;
    private final Claim claim;
    private final SegmentTarget target;
    private final TargetSegment segment;
    private final SyncConfig config;
    private final Clock clock;
    private final RunLog log;
    private final long run;
    private final BatchJournal journal;

    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final Semaphore readAhead = new Semaphore(READ_AHEAD);
    private final Deque<PlannedBatch> ready = new ArrayDeque<>();
    private boolean isPlanned;
    private volatile boolean isStopped;
    private int inFlight;
    private int window = 1;
    private int quarantined;
    private int doneCalls;
    private Instant pausedUntil = Instant.EPOCH;
    private Instant leaseKeptAt;
    private @Nullable VendorFailure failure;
    private @Nullable RuntimeException planFailure;

    RunConductor(
            Database database,
            Claims claims,
            Claim claim,
            SegmentTarget target,
            TargetSegment segment,
            SyncConfig config,
            Clock clock,
            RunLog log,
            long run) {
        this.database = database;
        this.claims = claims;
        this.claim = claim;
        this.target = target;
        this.segment = segment;
        this.config = config;
        this.clock = clock;
        this.log = log;
        this.run = run;
        this.journal = new BatchJournal(claim);
        this.leaseKeptAt = clock.instant();
    }

    /** What reaches the conductor's thread: a batch was planned, planning ended, or a call was answered. */
    private record Happening(
            @Nullable PlannedBatch batch,
            @Nullable Call call,
            @Nullable RuntimeException planFailure) {}

    /** Sends all of it; empty when everything was confirmed, else why the run gives up. */
    Optional<VendorFailure> send(Planner planner, Executor planning) {
        isPlanned = false;
        planning.execute(() -> plan(planner));
        while (!isPlanned || inFlight > 0 || (!ready.isEmpty() && failure == null)) {
            if (isPlanned && inFlight == 0 && failure != null) {
                break;
            }
            sendWhatFits();
            take();
        }
        if (planFailure != null) {
            throw planFailure;
        }
        return Optional.ofNullable(failure);
    }

    private void plan(Planner planner) {
        RuntimeException failed = null;
        try {
            while (planner.hasMore() && !isStopped) {
                for (PlannedBatch batch : planner.next()) {
                    while (!readAhead.tryAcquire(1, TimeUnit.SECONDS) && !isStopped) {
                        // The window is full; the conductor makes room.
                    }
                    happenings.add(new Happening(batch, null, null));
                }
            }
        } catch (InterruptedException e) {
            failed = new IllegalStateException("Planning was interrupted", e);
        } catch (RuntimeException e) {
            failed = e;
        }
        happenings.add(new Happening(null, null, failed));
    }

    private void sendWhatFits() {
        while (failure == null
                && inFlight < window
                && !ready.isEmpty()
                && !clock.instant().isBefore(pausedUntil)) {
            PlannedBatch batch = ready.removeFirst();
            inFlight++;
            Instant at = clock.instant();
            long start = System.nanoTime();
            target.send(segment, batch.batch()).whenComplete((answer, thrown) -> {
                TargetAnswer known = thrown == null
                        ? answer
                        : TargetAnswer.failed(
                                VendorFailure.of(Kind.UNAVAILABLE, 0, "The call broke off unexpectedly."));
                long millis = (System.nanoTime() - start) / 1_000_000;
                happenings.add(new Happening(
                        batch,
                        new Call(
                                at,
                                batch.batch().adds().size(),
                                batch.batch().removes().size(),
                                known,
                                millis),
                        null));
            });
        }
    }

    private void take() {
        List<Happening> taken = new ArrayList<>();
        try {
            Happening first = happenings.poll(200, TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
                happenings.drainTo(taken);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted", e);
        }
        List<PlannedBatch> done = new ArrayList<>();
        List<PlannedBatch> aside = new ArrayList<>();
        List<Call> calls = new ArrayList<>();
        for (Happening happening : taken) {
            if (happening.call() != null && happening.batch() != null) {
                inFlight--;
                calls.add(happening.call());
                judge(happening.batch(), happening.call().answer(), done, aside);
            } else if (happening.batch() != null) {
                ready.addLast(happening.batch());
            } else {
                isPlanned = true;
                planFailure = happening.planFailure();
                if (planFailure != null) {
                    stop(VendorFailure.of(Kind.UNAVAILABLE, 0, "Reading what is to be sent failed."));
                }
            }
        }
        if (!calls.isEmpty()) {
            write(done, aside, calls);
        } else {
            keepLease();
        }
    }

    private void judge(PlannedBatch batch, TargetAnswer answer, List<PlannedBatch> done, List<PlannedBatch> aside) {
        if (answer.isDone()) {
            doneCalls++;
            window = Math.min(config.window(), window + 1);
            done.add(batch);
            readAhead.release();
            return;
        }
        VendorFailure why = answer.failure().orElseThrow();
        switch (why.kind()) {
            case REJECTED -> reject(batch, why, aside);
            case CREDENTIALS_REFUSED, NOT_FOUND -> stop(why);
            case CONFLICT ->
                again(
                        batch,
                        why,
                        CONFLICTS,
                        Duration.ofMillis(ThreadLocalRandom.current().nextInt(50, 500)));
            case RATE_LIMITED -> waitAsTold(batch, why);
            case UNAVAILABLE ->
                again(
                        batch,
                        why,
                        config.triesOfBatch(),
                        RetryPolicy.USUAL.wait(batch.tries(), ThreadLocalRandom.current()));
        }
    }

    /** Halved down to the bad keys; when nothing at all is taken, the fault is not in the keys. */
    private void reject(PlannedBatch batch, VendorFailure why, List<PlannedBatch> aside) {
        boolean isHopeless = doneCalls == 0 && batch.isSingle();
        if (isHopeless || quarantined >= config.mostQuarantined()) {
            stop(why);
        } else if (batch.isSingle()) {
            quarantined++;
            aside.add(batch);
            readAhead.release();
        } else {
            List<PlannedBatch> halves = batch.halves();
            ready.addFirst(halves.get(1));
            ready.addFirst(halves.get(0));
        }
    }

    private void again(PlannedBatch batch, VendorFailure why, int most, Duration wait) {
        window = 1;
        if (batch.tries() + 1 >= most) {
            stop(why);
            return;
        }
        ready.addFirst(batch.triedAgain());
        pauseUntil(clock.instant().plus(wait));
    }

    private void waitAsTold(PlannedBatch batch, VendorFailure why) {
        Instant now = clock.instant();
        Instant told =
                why.waitUntil().orElse(now.plus(RetryPolicy.USUAL.wait(batch.tries(), ThreadLocalRandom.current())));
        if (Duration.between(now, told).compareTo(config.longestWait()) > 0) {
            stop(why);
            return;
        }
        window = 1;
        ready.addFirst(batch.triedAgain());
        pauseUntil(told);
        log.phase(run, "waiting", told);
    }

    private void pauseUntil(Instant until) {
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }

    private void stop(VendorFailure why) {
        if (failure == null) {
            failure = why;
        }
        isStopped = true;
    }

    private void write(List<PlannedBatch> done, List<PlannedBatch> aside, List<Call> calls) {
        database.doInTenant(claim.tenant(), connection -> {
            claims.renew(connection, claim);
            journal.confirm(connection, done);
            for (PlannedBatch refused : aside) {
                String reason = calls.stream()
                        .flatMap(call -> call.answer().failure().stream())
                        .filter(f -> f.kind() == Kind.REJECTED)
                        .map(VendorFailure::message)
                        .findFirst()
                        .orElse("");
                journal.setAside(connection, refused, reason, run);
            }
            log.progress(connection, run, calls, aside.size());
        });
        leaseKeptAt = clock.instant();
    }

    private void keepLease() {
        if (Duration.between(leaseKeptAt, clock.instant()).compareTo(LEASE_CARE) > 0) {
            database.doInTenant(claim.tenant(), connection -> claims.renew(connection, claim));
            leaseKeptAt = clock.instant();
        }
    }
}
