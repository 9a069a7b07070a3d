package io.segue.platform.observe;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Traces are made only where an operator says whereto: without an OTLP endpoint OpenTelemetry is off altogether. */
public class TracesSwitch implements ConfigSourceFactory {

    static final String OFF = "quarkus.otel.sdk.disabled";

    private static final List<String> ENDPOINTS =
            List.of("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint");

    /** Below application.properties: whoever sets the switch itself is believed. */
    private static final int ORDINAL = 240;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean isOn = ENDPOINTS.stream().map(context::getValue).anyMatch(TracesSwitch::isSet);
        return List.of(new PropertiesConfigSource(Map.of(OFF, Boolean.toString(!isOn)), "traces switch", ORDINAL));
    }

    /** Quarkus has a default of its own, a collector on this machine; it does not count. */
    private static boolean isSet(@Nullable ConfigValue value) {
        return Stream.ofNullable(value)
                .filter(found -> found.getConfigSourceOrdinal() > Integer.MIN_VALUE)
                .anyMatch(found -> found.getValue() != null && !found.getValue().isBlank());
    }
}
