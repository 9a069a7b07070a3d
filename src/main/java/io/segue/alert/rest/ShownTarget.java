package io.segue.alert.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.alert.EventType;
import io.segue.alert.target.Target;
import io.segue.api.version.Versioned;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A target as the API shows it: never with what is secret.
 *
 * @param shown as much of its address as may be seen
 * @param region of PagerDuty: us or eu
 * @param lastState of the last delivery that was tried: delivered, waiting (it is tried again) or given-up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AlertTarget", description = "A target as it may be seen: never with what is secret.")
public record ShownTarget(
        String id,
        String kind,
        String name,
        boolean on,
        String leastLevel,
        List<String> events,
        String shown,
        @Nullable String region,
        @Nullable String secretLastFour,
        Instant madeAt,
        @Nullable String lastState,
        @Nullable String lastAnswer,
        @Nullable Instant lastTryAt)
        implements Versioned {

    @Override
    public Object settings() {
        return Arrays.asList(name, on, leastLevel, events, shown, secretLastFour);
    }

    static ShownTarget of(Target target) {
        return new ShownTarget(
                target.id(),
                target.kind().word(),
                target.name(),
                target.isOn(),
                target.leastLevel().word(),
                target.events().stream().map(EventType::word).toList(),
                target.shown(),
                target.isPagerduty() ? target.isEu() ? "eu" : "us" : null,
                target.secretLastFour().orElse(null),
                target.madeAt(),
                target.last().map(Target.Last::state).orElse(null),
                target.last().flatMap(Target.Last::answer).orElse(null),
                target.last().flatMap(Target.Last::at).orElse(null));
    }
}
