package io.segue.sync.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.segue.connection.VendorFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.stream.Stream;

/** Counts how this node's runs end, and how long they had to wait for LaunchDarkly's rate limits. */
@Startup
@ApplicationScoped
public class RunMetrics {

    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final DistributionSummary waits;
    private final Counter fencesLost;

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.waits = DistributionSummary.builder("segue.token.wait")
                .baseUnit("seconds")
                .description("Waits that LaunchDarkly told an access token, as it told them")
                .register(registry);
        this.fencesLost = Counter.builder("segue.fences.lost")
                .description("Runs that another node took over while this one carried them out")
                .register(registry);
        // There from the start, so that the first one of a kind is seen as a rise from 0.
        timer("succeeded", NONE);
        timer("cancelled", NONE);
        Stream.of(VendorFailure.Kind.values())
                .forEach(kind -> timer("failed", VendorFailure.of(kind, 0, "").code()));
    }

    public void succeeded(Duration took) {
        timer("succeeded", NONE).record(took);
    }

    public void cancelled(Duration took) {
        timer("cancelled", NONE).record(took);
    }

    public void failed(VendorFailure failure, Duration took) {
        timer("failed", failure.code()).record(took);
    }

    public void waits(Duration told) {
        waits.record(told.toMillis() / 1e3);
    }

    public void lostFence() {
        fencesLost.increment();
    }

    private Timer timer(String result, String failure) {
        return Timer.builder("segue.run")
                .description("Runs by how they ended, and how long they took")
                .tag("result", result)
                .tag("failure", failure)
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10))
                .register(registry);
    }
}
