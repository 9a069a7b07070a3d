package io.segue.platform.observe;

import io.opentelemetry.api.OpenTelemetry;

/** Traces without OpenTelemetry, for tests without Quarkus. */
public final class TestingTraces {

    private TestingTraces() {}

    public static Traces off() {
        return new Traces(OpenTelemetry.noop().getTracer("a test"), true);
    }
}
