package io.segue.sync.pace;

import io.quarkus.logging.Log;
import io.segue.connection.VendorLimit;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Fingerprints;
import io.segue.platform.Secret;
import io.segue.sync.Manners;
import io.segue.sync.SegmentTarget;
import io.segue.sync.observe.RunMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Lets this node's calls through to LaunchDarkly: not while what they share is to rest, no faster than the rate that all
 * nodes keep together, and no more at once than one node may have in flight.
 */
@ApplicationScoped
class Turnstile {

    /** What other nodes were told is known here no later. */
    private static final long FRESH_NANOS = 25_000_000;

    private static final long OUTAGE_FRESH_NANOS = 1_000_000_000;
    private static final double NANOS = 1e9;

    /** Places are reserved for so long at once, so that a quick run does not ask the database for each call. */
    private static final double BLOCK_SECONDS = 0.025;

    private static final long FULL_MILLIS = 5;

    private final Database database;
    private final Manners manners;
    private final RunMetrics metrics;
    private final Clock clock;
    private final Pauses pauses;
    private final Instance instance;
    private final int block;
    private final double secondsEach;

    private int inFlight;
    private long lookedAt = System.nanoTime() - OUTAGE_FRESH_NANOS;
    private int places;
    private int habit = 1;
    private long nextPlaceAt;
    private long placesEndAt;
    private volatile boolean isAnswering;
    private volatile Optional<Outage> outage = Optional.empty();

    Turnstile(Database database, SegmentTarget target, Fingerprints fingerprints, RunMetrics metrics, Clock clock) {
        this.database = database;
        this.manners = target.manners();
        this.metrics = metrics;
        this.clock = clock;
        String fingerprint = Line.fingerprint(fingerprints, new Secret("instance " + manners.instance()));
        this.pauses = new Pauses(fingerprint);
        this.instance = new Instance(fingerprint);
        this.block = (int) Math.max(1, Math.ceil(manners.callsPerSecond() * BLOCK_SECONDS));
        // A place may be taken late by a block and what is fresh, and the call be as long on its way: so much less is
        // given, that no second sees more than the rate.
        this.secondsEach = (1 + 2 * FRESH_NANOS / NANOS) / Math.max(1, manners.callsPerSecond() - block);
    }

    /** Lets one call through and returns 0, or returns how many milliseconds to wait at least before asking again. */
    synchronized long enter(Line line, int wanted) {
        long now = System.nanoTime();
        boolean isUsedUp = places == 0 || now - placesEndAt > 0;
        if (isUsedUp || now - lookedAt > FRESH_NANOS) {
            look(isUsedUp ? more(wanted) : 0);
            now = System.nanoTime();
        }
        long rest = restMillis(line);
        if (rest > 0) {
            return rest;
        }
        if (inFlight >= manners.mostInFlight()) {
            return FULL_MILLIS;
        }
        if (places == 0 || now - nextPlaceAt < 0) {
            return Math.max(1, (nextPlaceAt - now) / 1_000_000);
        }
        places--;
        nextPlaceAt = (block == 1 ? now : nextPlaceAt) + (long) (secondsEach * NANOS);
        inFlight++;
        return 0;
    }

    /** Twice as many as last time while all of them are used in time, so that a quick run seldom waits for the database. */
    private int more(int wanted) {
        habit = places == 0 ? Math.min(block, 2 * habit) : Math.max(1, habit - places);
        return Math.min(block, Math.max(habit, wanted));
    }

    /** A call that was let through has ended; what its answer told counts for this node from now on. */
    void left(Line line, List<VendorLimit> limits) {
        synchronized (this) {
            inFlight--;
        }
        pauses.hear(line, limits, clock.instant());
    }

    /** Tells all nodes. */
    void told(Line line, List<VendorLimit> limits) {
        if (limits.isEmpty()) {
            return;
        }
        pauses.hear(line, limits, clock.instant());
        limits.forEach(limit -> metrics.waits(Duration.between(clock.instant(), limit.until())));
        database.as(Role.WORKER, worker -> {
            pauses.write(worker, line, limits);
            return Boolean.TRUE;
        });
    }

    /** Until when no call of this line may begin, as far as this node knows; past when one may. */
    Instant restUntil(Line line) {
        return pauses.until(line);
    }

    /** LaunchDarkly answered a call: if it was away as a whole, it is back. */
    void answered() {
        isAnswering = true;
        if (outage.isPresent()) {
            int waiting = database.as(Role.WORKER, instance::close);
            outage = Optional.empty();
            Log.infof("LaunchDarkly answers again; %d syncs that waited for it go on", waiting);
        }
    }

    /** Whether LaunchDarkly is away as a whole. */
    Optional<Outage> outage() {
        synchronized (this) {
            if (System.nanoTime() - lookedAt > OUTAGE_FRESH_NANOS) {
                look(0);
            }
        }
        return outage;
    }

    /** True when there is no outage, or for the one of all who may look whether it is over. */
    boolean mayCall() {
        Optional<Outage> open = outage();
        return open.isEmpty()
                || (!open.get().openUntil().isAfter(clock.instant()) && database.as(Role.WORKER, instance::probe));
    }

    /** A run ended without an answer. */
    void failed(boolean isProbe) {
        database.as(Role.WORKER, worker -> {
            instance.failed(worker, isProbe, ThreadLocalRandom.current());
            return Boolean.TRUE;
        });
        synchronized (this) {
            look(0);
        }
    }

    private long restMillis(Line line) {
        Instant until = pauses.until(line);
        Instant now = clock.instant();
        return until.isAfter(now) ? Duration.between(now, until).toMillis() + 1 : 0;
    }

    private void look(int calls) {
        boolean wasAnswering = isAnswering;
        isAnswering = false;
        Instance.Row row = database.as(Role.WORKER, worker -> {
            pauses.look(worker);
            return instance.reserve(worker, calls, secondsEach, wasAnswering);
        });
        lookedAt = System.nanoTime();
        if (row.outage().isPresent() && outage.isEmpty()) {
            Log.warn("LaunchDarkly does not answer anybody; one run at a time looks until it does");
        }
        outage = row.outage();
        if (calls > 0) {
            places = calls;
            nextPlaceAt = lookedAt + (long) (row.waitMillis() * 1_000_000);
            placesEndAt = nextPlaceAt + (long) (calls * secondsEach * NANOS) + FRESH_NANOS;
        }
    }
}
