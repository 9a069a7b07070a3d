package io.segue.launchdarkly;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.platform.Secret;
import io.segue.platform.observe.TestingTraces;
import io.segue.sync.Batch;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetSegment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Calls with a batch, at a time that stands still. */
final class TestingCalls {

    static final String PATH = "/api/v2/segment-targets/heap-inbound";
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    static final Batch BATCH = new Batch(List.of("user-1", "user-2"), List.of("user-9"));

    private static final TargetSegment SEGMENT = new TargetSegment(
            "57be1db38b75bf0772d11384", new Secret("api-11111111-2222-3333"), "1234567", "Power users");

    private TestingCalls() {}

    static TargetAnswer send(String url, Duration callTimeout, Batch batch) {
        return target(url, callTimeout)
                .send(SEGMENT, batch)
                .toCompletableFuture()
                .join();
    }

    static LaunchDarklySegmentTarget target(String url, Duration callTimeout) {
        return new LaunchDarklySegmentTarget(
                TestingLaunchDarklyConfig.clientOf(url, callTimeout),
                new FailureGrading(Clock.fixed(NOW, ZoneOffset.UTC)),
                new CallMetrics(new SimpleMeterRegistry()),
                TestingTraces.off());
    }
}
