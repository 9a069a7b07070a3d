package io.segue.sync;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TargetAnswer.SegmentPlace;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A target that keeps sets of keys, refuses what LaunchDarkly would, and fails when told to. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestingSegmentTarget implements SegmentTarget {

    private final Map<String, Set<String>> held = new ConcurrentHashMap<>();
    private final Map<String, List<Batch>> calls = new ConcurrentHashMap<>();
    private volatile Function<Batch, Optional<VendorFailure>> before = batch -> Optional.empty();
    private volatile Function<Batch, Optional<VendorFailure>> after = batch -> Optional.empty();
    private final Map<String, Function<Batch, Optional<VendorFailure>>> beforeOf = new ConcurrentHashMap<>();
    private final Map<String, Function<Batch, Optional<VendorFailure>>> afterOf = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<?>> gates = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<?>> hanging = new ConcurrentHashMap<>();

    private final Map<String, SegmentPlace> places = new ConcurrentHashMap<>();

    /** What its answers tell of the segment from now on; nothing when it is empty. */
    public void tellPlace(String clientSideId, Optional<SegmentPlace> place) {
        place.ifPresentOrElse(told -> places.put(clientSideId, told), () -> places.remove(clientSideId));
    }

    /** Fails without applying. */
    public void failBefore(Function<Batch, Optional<VendorFailure>> fault) {
        before = fault;
    }

    /** Applies, then fails: the caller cannot know. */
    public void failAfter(Function<Batch, Optional<VendorFailure>> fault) {
        after = fault;
    }

    /** The same for calls to this environment only. */
    public void failBefore(String clientSideId, Function<Batch, Optional<VendorFailure>> fault) {
        beforeOf.put(clientSideId, fault);
    }

    public void failAfter(String clientSideId, Function<Batch, Optional<VendorFailure>> fault) {
        afterOf.put(clientSideId, fault);
    }

    public void work(String clientSideId) {
        beforeOf.remove(clientSideId);
        afterOf.remove(clientSideId);
    }

    /** The next call to this environment is under way until the gate opens; only then it arrives. */
    public void delayNext(String clientSideId, CompletableFuture<?> gate) {
        gates.put(clientSideId, gate);
    }

    /** No call came that could be delayed. */
    public void delayNoMore(String clientSideId) {
        gates.remove(clientSideId);
    }

    /** No call to this environment ends before the gate opens. */
    public void delayAll(String clientSideId, CompletableFuture<?> gate) {
        hanging.put(clientSideId, gate);
    }

    public void work() {
        before = batch -> Optional.empty();
        after = batch -> Optional.empty();
    }

    public Set<String> held(String clientSideId, String heapId) {
        return new TreeSet<>(held.getOrDefault(clientSideId + "/" + heapId, Set.of()));
    }

    /** As somebody deletes the segment there. */
    public void empty(String clientSideId, String heapId) {
        held.remove(clientSideId + "/" + heapId);
    }

    public List<Batch> calls(String clientSideId) {
        return new ArrayList<>(calls.getOrDefault(clientSideId, List.of()));
    }

    /** Far above what a test reaches. */
    @Override
    public Manners manners() {
        return new Manners("testing", 2_000, 500);
    }

    @Override
    public CompletionStage<TargetAnswer> send(TargetSegment segment, Batch batch) {
        calls.computeIfAbsent(segment.clientSideId(), id -> java.util.Collections.synchronizedList(new ArrayList<>()))
                .add(batch);
        CompletableFuture<?> closed = gates.remove(segment.clientSideId());
        if (closed == null) {
            closed = hanging.get(segment.clientSideId());
        }
        return closed == null
                ? CompletableFuture.completedFuture(take(segment, batch))
                : closed.thenApply(open -> take(segment, batch));
    }

    private TargetAnswer take(TargetSegment segment, Batch batch) {
        Optional<VendorFailure> wrong = wrong(batch)
                .or(() -> before.apply(batch))
                .or(() -> fault(beforeOf, segment).apply(batch));
        if (wrong.isPresent()) {
            return TargetAnswer.failed(wrong.get());
        }
        Set<String> keys = held.computeIfAbsent(
                segment.clientSideId() + "/" + segment.heapId(), id -> ConcurrentHashMap.newKeySet());
        keys.addAll(batch.adds());
        batch.removes().forEach(keys::remove);
        return after.apply(batch)
                .or(() -> fault(afterOf, segment).apply(batch))
                .map(TargetAnswer::failed)
                .orElseGet(() -> TargetAnswer.done(200, Optional.ofNullable(places.get(segment.clientSideId()))));
    }

    private static Function<Batch, Optional<VendorFailure>> fault(
            Map<String, Function<Batch, Optional<VendorFailure>>> faults, TargetSegment segment) {
        return faults.getOrDefault(segment.clientSideId(), batch -> Optional.empty());
    }

    private static Optional<VendorFailure> wrong(Batch batch) {
        Set<String> seen = new HashSet<>(batch.adds());
        seen.addAll(batch.removes());
        boolean isWrong =
                batch.size() > Batch.MOST || seen.size() != batch.size() || seen.contains("") || seen.isEmpty();
        return isWrong
                ? Optional.of(
                        VendorFailure.of(Kind.REJECTED, 400, "a key is blank or there twice, or the batch is empty"))
                : Optional.empty();
    }
}
