package io.segue.sync.pace;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.VendorLimit;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.SyncConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many calls of a run may be in flight, and when the next may begin: the window grows while LaunchDarkly takes what
 * comes, and falls back to one call when it does not; a rest is our own or that of what the call shares with others.
 */
public class Pace {

    private final Claim claim;
    private final Line line;
    private final int tokenVersion;
    private final Turnstile turnstile;
    private final Circuits circuits;
    private final SyncConfig config;
    private final Clock clock;
    private boolean isLook;
    private int window = 1;
    private int callsInVain;
    private Instant restUntil = Instant.EPOCH;
    private long askAgainAt = System.nanoTime();

    Pace(
            Claim claim,
            Line line,
            int tokenVersion,
            boolean isLook,
            Turnstile turnstile,
            Circuits circuits,
            SyncConfig config,
            Clock clock) {
        this.claim = claim;
        this.line = line;
        this.tokenVersion = tokenVersion;
        this.isLook = isLook;
        this.turnstile = turnstile;
        this.circuits = circuits;
        this.config = config;
        this.clock = clock;
    }

    /** True when a call may begin now: it counts as begun. So many wait. */
    public boolean begin(int inFlight, int waiting) {
        if (inFlight >= window || restMillis() > 0) {
            return false;
        }
        long wait = turnstile.enter(line, Math.min(waiting, window - inFlight));
        askAgainAt = System.nanoTime() + wait * 1_000_000;
        return wait == 0;
    }

    /** A call has ended; on whatever thread. */
    public void ended(List<VendorLimit> limits) {
        turnstile.left(line, limits);
    }

    /** Every run of every node rests as long. */
    public void tell(List<VendorLimit> limits) {
        turnstile.told(line, limits);
    }

    public void taken() {
        window = Math.min(config.window(), window + 1);
        callsInVain = 0;
        isLook = false;
        turnstile.answered();
    }

    /** Not taken, but answered: LaunchDarkly is there. */
    public void answered() {
        turnstile.answered();
    }

    /** In the transaction that confirms what was taken. */
    public void confirmed(Connection connection) throws SQLException {
        circuits.taken(connection, claim);
    }

    public void fallBack() {
        window = 1;
    }

    public void inVain() {
        callsInVain++;
    }

    /** Tries of one batch before the run gives up: who only looks tries once. */
    public int tries() {
        return isLook ? 1 : config.triesOfBatch();
    }

    public void rest(Duration wait) {
        Instant until = clock.instant().plus(wait);
        restUntil = until.isAfter(restUntil) ? until : restUntil;
    }

    /** How long no call may begin, rounded up; 0 when one may. */
    public long restMillis() {
        Instant shared = turnstile.restUntil(line);
        Instant until = shared.isAfter(restUntil) ? shared : restUntil;
        Instant now = clock.instant();
        long rest = until.isAfter(now) ? Duration.between(now, until).toMillis() + 1 : 0;
        long turn = askAgainAt - System.nanoTime();
        return Math.max(rest, turn > 0 ? (turn + 999_999) / 1_000_000 : 0);
    }

    /** Why the run had better end now than wait, if so. */
    public Optional<VendorFailure> reasonToEnd() {
        Instant shared = turnstile.restUntil(line);
        if (shared.isAfter(clock.instant().plus(config.longestWait()))) {
            return Optional.of(new VendorFailure(
                    Kind.RATE_LIMITED,
                    0,
                    "LaunchDarkly told another run that uses the same access token to wait.",
                    Optional.of(shared)));
        }
        return isLook
                ? Optional.empty()
                : turnstile
                        .outage()
                        .map(outage -> new VendorFailure(
                                Kind.UNAVAILABLE,
                                0,
                                "LaunchDarkly does not answer anybody at the moment. The rest is sent by itself when it"
                                        + " answers again.",
                                Optional.of(outage.openUntil())));
    }

    /** The run ends with this failure: what it tells others, and until when to wait. */
    public VendorFailure failed(VendorFailure failure) {
        if (callsInVain == 0 && failure.kind() == Kind.UNAVAILABLE) {
            return failure;
        }
        Optional<Instant> closed = circuits.failed(claim, failure, callsInVain, isLook, tokenVersion);
        if (failure.kind() == Kind.UNAVAILABLE) {
            turnstile.failed(isLook);
        }
        return closed.isPresent() && failure.kind() == Kind.UNAVAILABLE ? failure.notBefore(closed.get()) : failure;
    }
}
