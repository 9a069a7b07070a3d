package io.segue;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The application's clock: the system's, until a test stops it. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestingSystemClock extends Clock {

    private final AtomicReference<Optional<Instant>> stopped = new AtomicReference<>(Optional.empty());

    /** Stands still from now on, on a whole second, and tells where. */
    public Instant stop() {
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        stopped.set(Optional.of(now));
        return now;
    }

    public void tick(Duration by) {
        stopped.updateAndGet(at -> at.map(instant -> instant.plus(by)));
    }

    public void goOn() {
        stopped.set(Optional.empty());
    }

    @Override
    public Instant instant() {
        return stopped.get().orElseGet(Instant::now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.system(zone);
    }
}
