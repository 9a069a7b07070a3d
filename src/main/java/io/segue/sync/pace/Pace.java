package io.segue.sync.pace;

import io.segue.sync.claim.Claim;
import io.segue.sync.claim.SyncConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many calls may be in flight, and when the next may begin: the window grows while LaunchDarkly takes what comes,
 * and falls back to one call when it does not; a rest is our own or the token's.
 */
public class Pace {

    private final Claim claim;
    private final TokenPauses pauses;
    private final SyncConfig config;
    private final Clock clock;
    private int window = 1;
    private Instant restUntil = Instant.EPOCH;

    public Pace(Claim claim, TokenPauses pauses, SyncConfig config, Clock clock) {
        this.claim = claim;
        this.pauses = pauses;
        this.config = config;
        this.clock = clock;
    }

    public boolean allows(int inFlight) {
        return inFlight < window && restMillis() == 0;
    }

    public void grow() {
        window = Math.min(config.window(), window + 1);
    }

    public void fallBack() {
        window = 1;
    }

    public void rest(Duration wait) {
        Instant until = clock.instant().plus(wait);
        restUntil = until.isAfter(restUntil) ? until : restUntil;
    }

    /** LaunchDarkly limits the token: every run that uses it rests. */
    public void restToken(Instant until) {
        pauses.pause(claim, until);
    }

    /** How long no call may begin, rounded up; 0 when one may. */
    public long restMillis() {
        Instant paused = pauses.until(claim);
        Instant until = paused.isAfter(restUntil) ? paused : restUntil;
        Instant now = clock.instant();
        return until.isAfter(now) ? Duration.between(now, until).toMillis() + 1 : 0;
    }

    /** When the token rests for longer than a run waits. */
    public Optional<Instant> longRest() {
        Instant paused = pauses.until(claim);
        return paused.isAfter(clock.instant().plus(config.longestWait())) ? Optional.of(paused) : Optional.empty();
    }
}
