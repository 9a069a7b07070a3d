package io.segue.sync.engine;

import io.segue.sync.claim.Claim;
import io.segue.sync.claim.FenceLostException;
import io.segue.sync.claim.RunLeftException;
import io.segue.sync.claim.RunStoppedException;
import io.segue.web.Stopping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The claim's time, renewed well before it is up. A node that was away finds out here, before it sends anything. */
class Lease {

    private static final Duration CARE = Duration.ofSeconds(8);

    private final RunDatabase database;
    private final Claim claim;
    private final Stopping node;
    private final Clock clock;
    private Instant keptAt;

    Lease(RunDatabase database, Claim claim, Stopping node, Clock clock) {
        this.database = database;
        this.claim = claim;
        this.node = node;
        this.clock = clock;
        this.keptAt = clock.instant();
    }

    /** Renews when it is time; throws when the lease is no longer ours, or when the run is to stop or to be left. */
    void keep() {
        if (node.isStopping()) {
            throw new RunLeftException(claim);
        }
        Instant begun = clock.instant();
        if (Duration.between(keptAt, begun).compareTo(CARE) > 0) {
            if (!database.in(claim, connection -> database.renew(connection, claim))) {
                throw new RunStoppedException(claim);
            }
            wasKept(begun);
        }
    }

    /** Asks the database, whatever the clock says. */
    boolean isOurs() {
        try {
            database.doIn(claim, connection -> database.renew(connection, claim));
            return true;
        } catch (FenceLostException e) {
            return false;
        }
    }

    /** Something that was written has renewed it, in a transaction that began then: a slow one must not lengthen it. */
    void wasKept(Instant begun) {
        keptAt = begun;
    }
}
