package io.segue.launchdarkly;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.Batch;
import io.segue.sync.TargetAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts calls that carry members, by how LaunchDarkly answered, and the members that it took. */
@Startup
@ApplicationScoped
class CallMetrics {

    private final MeterRegistry registry;
    private final Counter adds;
    private final Counter removes;

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.adds = members("add");
        this.removes = members("remove");
        // There from the start, so that the first one is seen as a rise from 0.
        timer("200", "done");
        timer("none", VendorFailure.of(Kind.UNAVAILABLE, 0, "").code());
    }

    void answered(Batch batch, TargetAnswer answer, long nanos) {
        String status = answer.status() == 0 ? "none" : Integer.toString(answer.status());
        String outcome = answer.failure().map(VendorFailure::code).orElse("done");
        timer(status, outcome).record(Duration.ofNanos(nanos));
        if (answer.isDone()) {
            adds.increment(batch.adds().size());
            removes.increment(batch.removes().size());
        }
    }

    private Counter members(String operation) {
        return Counter.builder("segue.members")
                .description("Members that LaunchDarkly took, by whether they were added or removed")
                .tag("operation", operation)
                .register(registry);
    }

    private Timer timer(String status, String outcome) {
        return Timer.builder("segue.call")
                .description("Calls to LaunchDarkly that carry members, by how it answered")
                .tag("status", status)
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15))
                .register(registry);
    }
}
