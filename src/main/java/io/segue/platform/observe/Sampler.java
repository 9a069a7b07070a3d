package io.segue.platform.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads the figures of the database on a thread of its own, so that a scrape costs nothing and waits for nothing. When
 * the database is away they stay as they were: {@code segue_sampled_seconds} says of when they are. No job of Quartz's:
 * that one runs on a single node, and each node is scraped for itself.
 */
@ApplicationScoped
public class Sampler {

    private final List<Sampled> figures;
    private final MetricsConfig config;
    private final Clock clock;
    private final ScheduledExecutorService ticker;
    private volatile double sampledAt;

    Sampler(
            @All List<Sampled> figures,
            MetricsConfig config,
            MeterRegistry registry,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.figures = figures;
        this.config = config;
        this.clock = clock;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sampler");
            thread.setDaemon(true);
            return thread;
        });
        Figure.register(
                registry,
                "segue.sampled",
                "seconds",
                "When this node last read its figures from the database, in seconds since 1970",
                () -> sampledAt);
        Gauge.builder("segue.build.info", () -> 1)
                .tag("version", version)
                .description("Always 1; the label says which version runs")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        long millis = config.sampleEvery().toMillis();
        ticker.scheduleWithFixedDelay(this::sample, 0, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        ticker.shutdownNow();
    }

    /** Visible for tests: nobody waits there. */
    public void sample() {
        try {
            figures.forEach(Sampled::sample);
            sampledAt = clock.millis() / 1e3;
        } catch (RuntimeException e) {
            Log.warnf(
                    "Reading the figures for the metrics failed: %s. They stay as they were; it is tried again in %s.",
                    e.getMessage(), config.sampleEvery());
        }
    }
}
