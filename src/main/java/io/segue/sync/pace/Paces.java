package io.segue.sync.pace;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Fingerprints;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.SyncConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/** Whether a run may call LaunchDarkly, and how fast: by what its connection, its token and everybody else have met. */
@ApplicationScoped
public class Paces {

    private final Turnstile turnstile;
    private final Circuits circuits;
    private final Fingerprints fingerprints;
    private final SyncConfig config;
    private final Clock clock;

    Paces(Turnstile turnstile, Circuits circuits, Fingerprints fingerprints, SyncConfig config, Clock clock) {
        this.turnstile = turnstile;
        this.circuits = circuits;
        this.fingerprints = fingerprints;
        this.config = config;
        this.clock = clock;
    }

    /** Says whether somebody asked for this run; only looked up when it matters. */
    public interface Asked {
        boolean isAsked() throws SQLException;
    }

    /** What all runs meet; outside of a transaction, before {@link #enter}. */
    public Pass pass() {
        return turnstile.mayCall()
                ? turnstile.outage().isPresent() ? Pass.LOOK : Pass.FREE
                : Pass.refused(new VendorFailure(
                        Kind.UNAVAILABLE,
                        0,
                        "LaunchDarkly does not answer anybody at the moment. Nothing was sent; it goes on by itself"
                                + " when LaunchDarkly answers again.",
                        turnstile.outage().map(Outage::openUntil)));
    }

    /** What the run's own connection has met, too. */
    public Pass enter(Connection connection, Claim claim, Pass ofAll, Asked asked) throws SQLException {
        Pass own = circuits.enter(connection, claim, asked);
        if (own.refusal().isPresent()) {
            return own;
        }
        if (ofAll.refusal().isPresent()) {
            return asked.isAsked() ? Pass.LOOK : ofAll;
        }
        return own.isLook() || ofAll.isLook() ? Pass.LOOK : Pass.FREE;
    }

    public Pace of(Claim claim, ConnectionAccess access, boolean isLook) {
        return new Pace(
                claim,
                Line.of(access, fingerprints),
                access.tokenVersion(),
                isLook,
                turnstile,
                circuits,
                config,
                clock);
    }
}
