package io.segue.sync.engine;

import io.segue.platform.Database;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.Claims;
import io.segue.sync.claim.FenceLostException;
import io.segue.sync.claim.RunStoppedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The claim's time, renewed well before it is up. A node that was away finds out here, before it sends anything. */
class Lease {

    private static final Duration CARE = Duration.ofSeconds(8);

    private final Database database;
    private final Claims claims;
    private final Claim claim;
    private final Clock clock;
    private Instant keptAt;

    Lease(Database database, Claims claims, Claim claim, Clock clock) {
        this.database = database;
        this.claims = claims;
        this.claim = claim;
        this.clock = clock;
        this.keptAt = clock.instant();
    }

    /** Renews when it is time; throws when the lease is no longer ours, or when the run is to stop. */
    void keep() {
        Instant begun = clock.instant();
        if (Duration.between(keptAt, begun).compareTo(CARE) > 0) {
            if (!database.inTenant(claim.tenant(), connection -> claims.renew(connection, claim))) {
                throw new RunStoppedException(claim);
            }
            wasKept(begun);
        }
    }

    /** Asks the database, whatever the clock says. */
    boolean isOurs() {
        try {
            database.doInTenant(claim.tenant(), connection -> claims.renew(connection, claim));
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
