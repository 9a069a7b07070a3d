package io.segue.sync.pace;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Fingerprints;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Questions to LaunchDarkly that nobody waits for in front of a page: they keep to the same manners as runs. */
@ApplicationScoped
public class Enquiries {

    private static final long MOST_WAIT_MILLIS = 120_000;
    private static final long STEP_MILLIS = 50;

    private final Turnstile turnstile;
    private final Fingerprints fingerprints;

    Enquiries(Turnstile turnstile, Fingerprints fingerprints) {
        this.turnstile = turnstile;
        this.fingerprints = fingerprints;
    }

    /** Asks when it may; ends in a {@link VendorException} when LaunchDarkly does not say, or when it would take too long. */
    public <T> T ask(ConnectionAccess access, Supplier<T> question) {
        Line line = Line.of(access, fingerprints);
        if (turnstile.outage().isPresent()) {
            throw new VendorException(VendorFailure.of(
                    Kind.UNAVAILABLE, 0, "Asking LaunchDarkly: it does not answer anybody at the moment."));
        }
        enter(line);
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

    private void enter(Line line) {
        long waited = 0;
        long wait = turnstile.enter(line, 1);
        while (wait > 0) {
            if (waited + wait > MOST_WAIT_MILLIS) {
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
