package io.segue.erasure;

import io.segue.inbox.erase.ErasedBodies;
import io.segue.inbox.erase.ErasedBodies.Piece;
import io.segue.segment.erase.ErasedMembers;
import io.segue.sync.erase.ErasedKeys;
import io.segue.tenant.trace.PersonTraces;
import io.segue.tenant.trace.PersonTraces.Forgotten;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Carries an erasure on from wherever it stands. Each step can be done again, and is written down when it is done: whatever
 * breaks, the next look goes on.
 */
@ApplicationScoped
class ErasureRunner {

    /** One look takes no longer: the next one goes on, and other erasures have their turn. */
    static final Duration LOOK = Duration.ofSeconds(10);

    private final ErasureProgress progress;
    private final ErasedMembers members;
    private final ErasedBodies bodies;
    private final ErasedKeys keys;
    private final ErasurePlaces places;
    private final Instance<PersonTraces> traces;
    private final HeapAsking heap;
    private final Clock clock;

    ErasureRunner(
            ErasureProgress progress,
            ErasedMembers members,
            ErasedBodies bodies,
            ErasedKeys keys,
            ErasurePlaces places,
            Instance<PersonTraces> traces,
            HeapAsking heap,
            Clock clock) {
        this.progress = progress;
        this.members = members;
        this.bodies = bodies;
        this.keys = keys;
        this.places = places;
        this.traces = traces;
        this.heap = heap;
        this.clock = clock;
    }

    /** Returns whether it may go on at once. */
    boolean carryOn(Going going) {
        if (!going.isRemoved()) {
            if (!progress.isEverybodyInSight(going)) {
                return false;
            }
            remove(going);
        }
        boolean hasMoreBodies = !going.hasBodiesDone() && goThroughBodies(going);
        heap.carryOn(going);
        if (!going.isConfirmed() && places.settle(going)) {
            progress.confirmed(going);
        }
        if (going.isConfirmed() && !going.hasRecordsDone()) {
            progress.forgot(going, forget(going), true);
        }
        if (going.isComplete()) {
            progress.done(going);
        }
        return hasMoreBodies;
    }

    private void remove(Going going) {
        long tenant = going.tenant();
        Set<String> values = going.values().values();
        Set<Long> segments = new TreeSet<>(members.segmentsOf(tenant, values));
        segments.addAll(keys.segmentsHolding(tenant, values));
        for (long segment : segments) {
            members.delete(tenant, segment, values, (connection, gone, freed) -> {
                keys.require(connection, tenant, segment, going.id(), freed, values);
                progress.remember(connection, going, freed);
                progress.removed(connection, going, gone);
            });
        }
        progress.removedAll(going);
        progress.forgot(going, forget(going), false);
        keys.hurry();
    }

    /** True when there is more than one look takes. */
    private boolean goThroughBodies(Going going) {
        Instant until = clock.instant().plus(LOOK);
        Piece piece;
        do {
            piece = bodies.forget(
                    going.tenant(),
                    going.values().values(),
                    going.values().keys(),
                    going.lastBody(),
                    (connection, done) -> progress.wentThrough(connection, going, done));
        } while (!piece.isLast() && clock.instant().isBefore(until));
        return !piece.isLast();
    }

    private List<Forgotten> forget(Going going) {
        List<Forgotten> forgotten = new ArrayList<>();
        for (PersonTraces room : traces) {
            forgotten.addAll(room.forget(going.tenant(), going.values().all()));
        }
        return forgotten;
    }
}
