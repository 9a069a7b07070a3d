package io.segue.sync.engine;

import io.segue.connection.VendorFailure;
import io.segue.sync.Batch;
import io.segue.sync.quarantine.RefusedKeys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what LaunchDarkly refuses down to the keys that are to blame, and sets those aside with its words: the rest is
 * delivered. For one bad key among n that takes at most two further calls for each halving.
 */
class Refusals {

    private static final int TOO_LARGE = 413;
    private static final int MOST_SUSPECTS = 10;
    private static final int MOST_SAMPLES = 10;

    private final Confirmer confirmer;
    private final RefusedKeys known;
    private final int mostQuarantined;

    /** Single keys that were refused before anything was taken, and LaunchDarkly's words. */
    private final Map<PlannedBatch, String> suspects = new IdentityHashMap<>();

    private boolean isAnythingTaken;
    private int samples;
    private @Nullable VendorFailure lastRefusal;
    private int quarantined;
    private int mostKeys = Batch.MOST;

    Refusals(Confirmer confirmer, RefusedKeys known, int mostQuarantined) {
        this.confirmer = confirmer;
        this.known = known;
        this.mostQuarantined = mostQuarantined;
    }

    /** LaunchDarkly takes what is right: so what it refused is to blame itself. */
    void taken() {
        isAnythingTaken = true;
        setAside();
    }

    boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    /** When all was sent: why nothing of it was taken, when that was more than a few keys. */
    Optional<VendorFailure> hopeless() {
        return isAnythingTaken || suspects.size() <= MOST_SUSPECTS
                ? Optional.empty()
                : Optional.ofNullable(lastRefusal);
    }

    void setAside() {
        suspects.forEach((batch, reason) -> {
            quarantined++;
            confirmer.refused(batch, reason);
        });
        suspects.clear();
    }

    /**
     * The parts to send instead, none for a single key. Empty when the fault is not in the keys: before anything was taken
     * they are only suspects, and a few may come first by chance; when there are more, the next come from all over, and of
     * those one has to be taken. Those that were refused by an earlier run are to blame whatever else is taken.
     */
    Optional<List<PlannedBatch>> cut(PlannedBatch batch, VendorFailure why) {
        if (batch.isSingle() && known.has(batch.firstKey())) {
            confirmer.refused(batch, why.message());
            return Optional.of(List.of());
        }
        boolean isHopeless = !isAnythingTaken && samples >= MOST_SAMPLES;
        if (isHopeless || quarantined >= mostQuarantined) {
            return Optional.empty();
        }
        if (why.status() == TOO_LARGE) {
            mostKeys = Math.max(1, batch.batch().size() / 2);
        }
        if (!batch.isSingle()) {
            return Optional.of(batch.halves());
        }
        suspects.put(batch, why.message());
        lastRefusal = why;
        if (isAnythingTaken) {
            setAside();
        }
        return Optional.of(List.of());
    }

    /** Whether the next key comes from the end of what waits, by itself: those at the beginning were all refused. */
    boolean wantsSample() {
        return !isAnythingTaken && suspects.size() >= MOST_SUSPECTS && samples < MOST_SAMPLES;
    }

    /** A single key from within a batch, and then the rest of it. */
    List<PlannedBatch> sample(PlannedBatch batch) {
        samples++;
        List<PlannedBatch> parts = new ArrayList<>();
        PlannedBatch one = batch;
        for (int turn = samples; !one.isSingle(); turn++) {
            List<PlannedBatch> halves = one.halves();
            parts.add(halves.get(turn % 2));
            one = halves.get(1 - turn % 2);
        }
        parts.add(0, one);
        return parts;
    }

    /** What LaunchDarkly called too large once is not tried again with every batch. */
    List<PlannedBatch> fit(PlannedBatch batch) {
        if (batch.batch().size() <= mostKeys) {
            return List.of(batch);
        }
        List<PlannedBatch> parts = new ArrayList<>();
        Deque<PlannedBatch> open = new ArrayDeque<>(List.of(batch));
        while (!open.isEmpty()) {
            PlannedBatch next = open.removeFirst();
            if (next.batch().size() <= mostKeys) {
                parts.add(next);
            } else {
                List<PlannedBatch> halves = next.halves();
                open.addFirst(halves.get(1));
                open.addFirst(halves.get(0));
            }
        }
        return parts;
    }
}
