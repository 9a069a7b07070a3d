package io.segue.sync.engine;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.SegmentTarget;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetSegment;
import io.segue.sync.claim.SyncConfig;
import io.segue.sync.engine.Confirmer.Written;
import io.segue.sync.engine.RunLog.Call;
import io.segue.sync.pace.Pace;
import io.segue.sync.pace.RetryPlan;
import io.segue.sync.quarantine.RefusedKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Conducts the sending of one difference: a planner reads and journals ahead, a window of calls is in flight, a
 * confirmer writes the answers down. They work side by side; all decisions are made on one thread.
 */
class RunConductor {

    private static final long MOST_REST_MILLIS = 200;

    /** Who hangs that long had better be looked at again by one run of all. */
    private static final long SLOW_MILLIS = 10_000;

    /** Who has heard nothing for so long only waits. */
    private static final long SILENCE_NANOS = 1_000_000_000;

    private final SegmentTarget target;
    private final TargetSegment segment;
    private final Lease lease;
    private final Pace pace;
    private final Confirmer confirmer;
    private final Slot slot;
    private final SyncConfig config;
    private final Clock clock;

    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final ReadAhead readAhead = new ReadAhead();
    private final Deque<PlannedBatch> ready = new ArrayDeque<>();
    /** Sent, and not known to be confirmed. */
    private final Set<PlannedBatch> unsettled = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Refusals refusals;
    private boolean isPlanned;
    private volatile boolean isStopped;
    private int inFlight;
    private long heardAt = System.nanoTime();
    private @Nullable VendorFailure failure;
    private @Nullable RuntimeException broken;

    RunConductor(
            SegmentTarget target,
            TargetSegment segment,
            Lease lease,
            Pace pace,
            Confirmer confirmer,
            RefusedKeys refused,
            Slot slot,
            SyncConfig config,
            Clock clock) {
        this.target = target;
        this.segment = segment;
        this.lease = lease;
        this.pace = pace;
        this.confirmer = confirmer;
        this.slot = slot;
        this.config = config;
        this.clock = clock;
        this.refusals = new Refusals(confirmer, refused, config.mostQuarantined());
    }

    /** Sends all of it; empty when everything was confirmed, else why the run gives up. Nothing is in flight then. */
    Optional<VendorFailure> send(Planner planner, Executor threads) {
        isPlanned = false;
        threads.execute(() -> planner.feed(happenings::add, readAhead, () -> isStopped));
        try {
            while (!isOver()) {
                try {
                    goOn();
                } catch (RuntimeException e) {
                    // Whatever broke: what is in flight is waited for, or nobody would know of it.
                    breakOff(e);
                }
            }
        } finally {
            isStopped = true;
        }
        if (broken != null) {
            throw broken;
        }
        isStopped = failure != null;
        return Optional.ofNullable(failure);
    }

    private void goOn() {
        if (!isStopped) {
            keepLease();
            sendWhatFits();
        }
        if (isPlanned && inFlight == 0 && ready.isEmpty() && !isStopped) {
            refusals.hopeless().ifPresentOrElse(this::stop, refusals::setAside);
        }
        if (confirmer.isDue() || isWaitingForAnswersOnly()) {
            Instant begun = clock.instant();
            confirmer.write(written -> happenings.add(new Happening.Confirmed(written, begun)));
        }
        take();
    }

    /** Batches that LaunchDarkly may have got although nothing of it is written down. */
    List<PlannedBatch> unsettled() {
        return List.copyOf(unsettled);
    }

    private boolean isOver() {
        return isPlanned
                && inFlight == 0
                && confirmer.isIdle()
                && (!refusals.hasSuspects() || isStopped)
                && happenings.isEmpty()
                && (ready.isEmpty() || isStopped);
    }

    /** Then there is nothing to gather more answers from. */
    private boolean isWaitingForAnswersOnly() {
        return inFlight == 0 && (ready.isEmpty() || isStopped || pace.restMillis() > 0);
    }

    /** A call is only begun by who has the lease. */
    private void keepLease() {
        try {
            lease.keep();
        } catch (RuntimeException e) {
            breakOff(e);
        }
    }

    private void sendWhatFits() {
        if (!ready.isEmpty()) {
            pace.reasonToEnd().ifPresent(this::stop);
        }
        while (!isStopped && !ready.isEmpty() && pace.begin(inFlight, ready.size())) {
            sendFirst(refusals.wantsSample() ? refusals.sample(ready.removeLast()) : refusals.fit(ready.removeFirst()));
            PlannedBatch batch = ready.removeFirst();
            inFlight++;
            unsettled.add(batch);
            Instant at = clock.instant();
            long start = System.nanoTime();
            batch.sendTo(target, segment).whenComplete((answer, thrown) -> {
                TargetAnswer known = thrown == null
                        ? answer
                        : TargetAnswer.failed(
                                VendorFailure.of(Kind.UNAVAILABLE, 0, "The call broke off unexpectedly."));
                pace.ended(known.limits());
                long millis = (System.nanoTime() - start) / 1_000_000;
                happenings.add(new Happening.Answered(batch, new Call(at, batch.batch(), known, millis)));
            });
        }
    }

    private void sendFirst(List<PlannedBatch> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            ready.addFirst(parts.get(i));
        }
    }

    /** Waits for what happens next, but not longer than there is to rest. */
    private void take() {
        try {
            long rest = pace.restMillis();
            long most = Math.min(rest == 0 || ready.isEmpty() ? MOST_REST_MILLIS : rest, confirmer.millisUntilDue());
            Happening next = happenings.poll(most, TimeUnit.MILLISECONDS);
            heardAt = next == null ? heardAt : System.nanoTime();
            slot.waits(System.nanoTime() - heardAt > SILENCE_NANOS);
            while (next != null) {
                hear(next);
                next = happenings.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run was interrupted", e);
        }
    }

    private void hear(Happening happening) {
        if (happening instanceof Happening.Planned planned) {
            ready.addLast(planned.batch());
        } else if (happening instanceof Happening.Answered answered) {
            inFlight--;
            confirmer.answered(answered.call());
            judge(answered.batch(), answered.call());
        } else if (happening instanceof Happening.Confirmed confirmed) {
            settle(confirmed.written(), confirmed.begun());
        } else if (happening instanceof Happening.PlanEnded ended) {
            isPlanned = true;
            if (ended.failure() != null) {
                breakOff(ended.failure());
            }
        }
    }

    private void settle(Written written, Instant begun) {
        confirmer.written();
        if (written.failure() != null) {
            breakOff(written.failure());
        } else {
            lease.wasKept(begun);
        }
        written.settled().forEach(unsettled::remove);
        readAhead.closed(written.closed());
    }

    private void judge(PlannedBatch batch, Call call) {
        TargetAnswer answer = call.answer();
        pace.tell(answer.limits());
        if (answer.isDone()) {
            refusals.taken();
            pace.taken();
            readAhead.taken();
            confirmer.done(batch);
            return;
        }
        VendorFailure why = answer.failure().orElseThrow();
        if (why.kind() == Kind.UNAVAILABLE) {
            pace.inVain();
        } else {
            pace.answered();
        }
        RetryPlan plan = RetryPlan.of(
                why,
                batch.tries(),
                call.millis() > SLOW_MILLIS ? 1 : pace.tries(),
                config.longestWait(),
                clock.instant(),
                ThreadLocalRandom.current());
        switch (plan.next()) {
            case CUT -> reject(batch, why);
            case AGAIN -> again(batch, why, plan.rest());
            case GIVE_UP -> stop(why);
        }
    }

    /** Neither confirmed nor in doubt: LaunchDarkly took nothing of it. */
    private void reject(PlannedBatch batch, VendorFailure why) {
        unsettled.remove(batch);
        refusals.cut(batch, why).ifPresentOrElse(this::sendFirst, () -> stop(why));
    }

    private void again(PlannedBatch batch, VendorFailure why, Duration wait) {
        pace.fallBack();
        pace.rest(wait);
        PlannedBatch again = batch.triedAgain();
        unsettled.remove(batch);
        unsettled.add(again);
        ready.addFirst(again);
        if (why.kind() == Kind.RATE_LIMITED) {
            confirmer.paused(clock.instant().plus(wait));
        }
    }

    private void stop(VendorFailure why) {
        if (failure == null) {
            failure = why;
        }
        isStopped = true;
    }

    private void breakOff(RuntimeException why) {
        if (broken == null) {
            broken = why;
        }
        isStopped = true;
    }
}
