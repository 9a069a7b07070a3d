package io.segue.alert.target;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import io.segue.web.catalogue.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A target as it may be seen: everything but what is secret.
 *
 * @param number for other tables; never shown
 * @param id opaque, for addresses and the API
 * @param shown as much of its address as may be seen
 * @param isEu PagerDuty's European region
 * @param last what became of the newest try, or of what waits
 */
public record Target(
        long number,
        String id,
        TargetKind kind,
        String name,
        boolean isOn,
        Level leastLevel,
        List<EventType> events,
        String shown,
        boolean isEu,
        Optional<String> secretLastFour,
        Optional<Instant> previousSecretUntil,
        Instant madeAt,
        String madeBy,
        Optional<Last> last) {

    /** Begins each opaque id of a target. */
    public static final String PREFIX = "tgt";

    public Target {
        events = List.copyOf(events);
    }

    /** The last delivery to it that was tried or given up. */
    public record Last(String state, Optional<Instant> at, Optional<String> answer, int attempts) {}

    public boolean isWebhook() {
        return kind == TargetKind.WEBHOOK;
    }

    public boolean isMail() {
        return kind == TargetKind.EMAIL;
    }

    public boolean isPagerduty() {
        return kind == TargetKind.PAGERDUTY;
    }

    /** Among what a signed webhook chooses. */
    public List<EventType> choices() {
        return EventType.CHOICES;
    }

    public boolean wants(EventType event) {
        return events.contains(event);
    }

    /** Nothing gets through just now. */
    public boolean isFailing() {
        return last.filter(it -> it.state().equals("given-up") || (it.state().equals("waiting") && it.attempts() > 0))
                .isPresent();
    }

    /** What that is called. */
    public ErrorCode failure() {
        return ErrorCode.ALERT_NOT_DELIVERED;
    }

    /** For the audit log. */
    String words() {
        String what = isWebhook()
                ? String.join(", ", events.stream().map(EventType::word).toList())
                : leastLevel == Level.CRITICAL ? "critical only" : "warnings and critical";
        return (isOn ? "on" : "off") + ", " + name + ", " + shown + ", " + what;
    }
}
