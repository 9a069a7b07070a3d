package io.segue.sync.pace;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Fingerprints;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Questions to LaunchDarkly beside the runs: they keep to the same manners. */
@ApplicationScoped
public class Enquiries {

    /** Nobody waits for the answer in front of a page. */
    private static final Duration MOST_WAIT = Duration.ofMinutes(2);

    private static final long STEP_MILLIS = 50;

    private final Turnstile turnstile;
    private final Fingerprints fingerprints;

    Enquiries(Turnstile turnstile, Fingerprints fingerprints) {
        this.turnstile = turnstile;
        this.fingerprints = fingerprints;
    }

    /** Asks when it may; ends in a {@link VendorException} when LaunchDarkly does not say, or when it would take too long. */
    public <T> T ask(ConnectionAccess access, Supplier<T> question) {
        return ask(access, MOST_WAIT, question);
    }

    /** The same for somebody who waits no longer than this until it may be asked. */
    public <T> T ask(ConnectionAccess access, Duration mostWait, Supplier<T> question) {
        Line line = Line.of(access, fingerprints);
        if (turnstile.outage().isPresent()) {
            throw new VendorException(VendorFailure.of(
                    Kind.UNAVAILABLE, 0, "Asking LaunchDarkly: it does not answer anybody at the moment."));
        }
        enter(line, mostWait.toMillis());
        try {
            T answer = question.get();
            turnstile.left(line, List.of());
            turnstile.answered();
            return answer;
        } catch (VendorException e) {
            turnstile.left(line, e.limits());
            turnstile.told(line, e.limits());
            throw e;
        } catch (RuntimeException e) {
            turnstile.left(line, List.of());
            throw e;
        }
    }

    private void enter(Line line, long mostWait) {
        long waited = 0;
        long wait = turnstile.enter(line, 1);
        while (wait > 0) {
            if (waited + wait > mostWait) {
                throw new VendorException(new VendorFailure(
                        Kind.RATE_LIMITED,
                        0,
                        "Asking LaunchDarkly: it told us to wait for longer than we wait with a question.",
                        Optional.of(turnstile.restUntil(line))));
            }
            long step = Math.min(wait, STEP_MILLIS);
            LockSupport.parkNanos(step * 1_000_000);
            waited += step;
            wait = turnstile.enter(line, 1);
        }
    }
}
