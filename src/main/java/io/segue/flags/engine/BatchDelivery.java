package io.segue.flags.engine;

import io.quarkus.logging.Log;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.HeapAnswer;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapTarget;
import io.segue.flags.engine.WriteLog.Call;
import io.segue.platform.Database;
import io.segue.platform.RetryPolicy;
import io.segue.segment.KnownUsers;
import io.segue.segment.block.Blocked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes one batch after the other to Heap, one call at a time: Heap names no pace for it, so it is not tried how many it
 * bears. While a call is under way, the next users are decided.
 */
class BatchDelivery {

    private static final int MOST_SUSPECTS = 10;
    private static final Duration SLICE = Duration.ofSeconds(5);

    private final Database database;
    private final WriteClaims claims;
    private final WriteClaims.Lease lease;
    private final WriteClaim claim;
    private final WriteJournal journal;
    private final WriteLog log;
    private final WriteCounts counts;
    private final KnownUsers known;
    private final HeapTarget heap;
    private final HeapPlace place;
    private final WriteConfig config;
    private final Clock clock;
    private final long run;

    private long nextBatch;
    private int refusedInAll;
    private int takenCalls;
    private Optional<Sent> underWay = Optional.empty();
    /** Sent, and not known to have a clear end that is written down. */
    private Optional<Sent> unsettled = Optional.empty();

    /** @param users of one journalled batch; @param answer of the first call with them */
    private record Sent(long batch, List<PlannedUser> users, CompletableFuture<Call> answer) {}

    BatchDelivery(WriteTask task, long run, WriteRun parts) {
        this.database = parts.database();
        this.claims = parts.claims();
        this.lease = parts.lease();
        this.claim = parts.claim();
        this.journal = parts.journal();
        this.log = parts.log();
        this.counts = parts.counts();
        this.known = parts.users();
        this.heap = parts.heap();
        this.config = parts.config();
        this.clock = parts.clock();
        this.place = task.place();
        this.run = run;
        this.nextBatch = claim.firstBatch();
    }

    /** Ends the batch before, then begins this one; empty when all is well, else why the run gives up. */
    Optional<VendorFailure> send(List<PlannedUser> planned) {
        Optional<VendorFailure> failure = end();
        if (failure.isPresent()) {
            return failure;
        }
        lease.goOn();
        long batch = nextBatch++;
        List<PlannedUser> users = database.inTenant(claim.tenant(), connection -> {
            if (!claims.renew(connection, claim)) {
                throw new WriteStoppedException(claim);
            }
            // Planned some time ago: who was erased since would come back to Heap.
            Blocked erased = known.erased(connection, claim.tenant());
            List<PlannedUser> still = planned.stream()
                    .filter(user -> !erased.holds(user.identity()))
                    .toList();
            if (!still.isEmpty()) {
                journal.open(connection, batch, still);
            }
            return still;
        });
        lease.wasKept();
        if (users.isEmpty()) {
            return Optional.empty();
        }
        underWay = Optional.of(new Sent(batch, users, call(users)));
        unsettled = underWay;
        return Optional.empty();
    }

    /** Waits for what is under way, and takes it to a clear end; empty when it has one. */
    Optional<VendorFailure> end() {
        Optional<Sent> sent = underWay;
        underWay = Optional.empty();
        return sent.flatMap(this::end);
    }

    /** The lease is lost: what may have reached Heap is uncertain, whatever another node wrote meanwhile. */
    void doubt() {
        underWay.ifPresent(sent -> sent.answer().join());
        unsettled.ifPresent(sent -> {
            database.doInTenant(claim.tenant(), connection -> journal.doubt(connection, nextBatch, sent.users()));
            Log.warnf(
                    "The order %d went to another node while a call of ours had no confirmed end; its %d users are told again",
                    claim.order(), sent.users().size());
        });
    }

    private Optional<VendorFailure> end(Sent sent) {
        Deque<List<PlannedUser>> parts = new ArrayDeque<>();
        Map<PlannedUser, String> refused = new LinkedHashMap<>();
        List<Call> calls = new ArrayList<>();
        parts.add(sent.users());
        Optional<VendorFailure> failure = Optional.empty();
        CompletableFuture<Call> first = sent.answer();
        while (!parts.isEmpty() && failure.isEmpty()) {
            List<PlannedUser> part = parts.removeFirst();
            HeapAnswer answer = taken(part, first, calls);
            first = null;
            if (answer.isDone()) {
                takenCalls++;
            } else if (answer.failure().orElseThrow().kind() == Kind.REJECTED) {
                failure = refuse(part, answer.failure().orElseThrow(), parts, refused);
            } else {
                failure = answer.failure();
            }
        }
        write(sent, failure.isEmpty(), refused, calls);
        return failure;
    }

    /** Halved down to those who are refused by themselves; when nobody is taken, the fault is not in the users. */
    private Optional<VendorFailure> refuse(
            List<PlannedUser> part,
            VendorFailure why,
            Deque<List<PlannedUser>> parts,
            Map<PlannedUser, String> refused) {
        if (part.size() > 1) {
            int half = part.size() / 2;
            parts.addFirst(part.subList(half, part.size()));
            parts.addFirst(part.subList(0, half));
            return Optional.empty();
        }
        refused.put(part.get(0), why.message());
        boolean isHopeless = takenCalls == 0 && refused.size() >= MOST_SUSPECTS;
        return isHopeless || refusedInAll + refused.size() > config.mostRefused() ? Optional.of(why) : Optional.empty();
    }

    /** With as many tries as there may be; refused content is an answer, too. */
    private HeapAnswer taken(List<PlannedUser> part, CompletableFuture<Call> begun, List<Call> calls) {
        for (int tries = 1; ; tries++) {
            Call call = (begun == null ? callAgain(part) : begun).join();
            begun = null;
            calls.add(call);
            Optional<VendorFailure> failure = call.answer().failure();
            boolean isClear = failure.isEmpty()
                    || failure.get().kind() == Kind.REJECTED
                    || failure.get().kind() == Kind.CREDENTIALS_REFUSED;
            Duration wait = failure.map(why -> wait(why, calls.size())).orElse(Duration.ZERO);
            if (isClear || tries >= config.triesOfCall() || wait.compareTo(config.longestWait()) > 0) {
                return call.answer();
            }
            rest(wait);
        }
    }

    private Duration wait(VendorFailure why, int tries) {
        Duration ours = RetryPolicy.USUAL.wait(tries, ThreadLocalRandom.current());
        Duration most = config.longestPause();
        return why.waitUntil()
                .map(until -> Duration.between(clock.instant(), until))
                .orElse(ours.compareTo(most) > 0 ? most : ours);
    }

    private void rest(Duration wait) {
        Instant until = clock.instant().plus(wait);
        if (wait.compareTo(SLICE) > 0) {
            database.doInTenant(claim.tenant(), connection -> log.pause(connection, run, until));
        }
        for (Duration left = wait; !left.isNegative() && !left.isZero(); left = left.minus(SLICE)) {
            LockSupport.parkNanos((left.compareTo(SLICE) > 0 ? SLICE : left).toNanos());
            lease.keep();
        }
        lease.keep();
    }

    private CompletableFuture<Call> callAgain(List<PlannedUser> users) {
        lease.goOn();
        return call(users);
    }

    private CompletableFuture<Call> call(List<PlannedUser> users) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        return heap.addUserProperties(
                        place, users.stream().map(PlannedUser::user).toList())
                .thenApply(answer -> new Call(at, users.size(), answer, (System.nanoTime() - start) / 1_000_000))
                .toCompletableFuture();
    }

    /** Without a clear end the batch stays open: Heap may have got it, and is told again. */
    private void write(Sent sent, boolean isClear, Map<PlannedUser, String> refused, List<Call> calls) {
        refusedInAll += refused.size();
        boolean mayGoOn = database.inTenant(claim.tenant(), connection -> {
            boolean isWanted = claims.renew(connection, claim);
            if (isClear) {
                journal.close(connection, sent.batch(), refused);
            }
            log.progress(connection, run, counts, calls, isClear ? refused.size() : 0);
            return isWanted;
        });
        unsettled = Optional.empty();
        lease.wasKept();
        if (!mayGoOn) {
            throw new WriteStoppedException(claim);
        }
    }
}
