package io.segue.alert.target;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import io.segue.platform.Secret;
import io.segue.web.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A target as someone wants it: what it says for itself is checked here, where a URL leads is not.
 *
 * @param address an e-mail address, a URL, or PagerDuty's integration key
 * @param isEu PagerDuty's European region
 */
public record NewTarget(
        TargetKind kind, String name, Secret address, Level leastLevel, List<EventType> events, boolean isEu) {

    static final int LONGEST_NAME = 120;
    private static final int LONGEST_MAIL = 254;
    private static final Pattern MAIL =
            Pattern.compile("[^\\s@<>,;:\"\\\\()\\[\\]\\p{Cntrl}]+@[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+");
    private static final Pattern ROUTING_KEY = Pattern.compile("[A-Za-z0-9]{32}");

    public NewTarget {
        events = kind == TargetKind.WEBHOOK ? List.copyOf(events) : EventType.OF_ALERTS;
    }

    /** Refused with the reason. */
    public static NewTarget of(
            String kind, String name, String address, Level leastLevel, List<EventType> events, boolean isEu) {
        TargetKind known = TargetKind.find(kind)
                .orElseThrow(() -> refused("expected email, slack, pagerduty or webhook, got another kind."));
        return new NewTarget(
                known,
                checkedName(name),
                new Secret(checkedAddress(known, address)),
                leastLevel,
                checkedEvents(known, events),
                isEu);
    }

    /** What an address of its kind looks like; where a URL leads is checked when it is saved. */
    public static String checkedAddress(TargetKind kind, String address) {
        String typed = address.strip();
        switch (kind) {
            case EMAIL -> {
                if (typed.length() > LONGEST_MAIL || !MAIL.matcher(typed).matches()) {
                    throw refused("expected one e-mail address, such as oncall@example.com, got something else.");
                }
            }
            case PAGERDUTY -> {
                if (!ROUTING_KEY.matcher(typed).matches()) {
                    throw refused(
                            "expected the integration key of PagerDuty’s Events API v2, 32 letters and digits, got "
                                    + typed.length() + " characters.");
                }
            }
            case SLACK, WEBHOOK -> {
                if (typed.isEmpty()) {
                    throw refused("expected a URL, got nothing.");
                }
            }
        }
        return typed;
    }

    public static String checkedName(String name) {
        String bare = name.replaceAll("\\p{Cntrl}+", " ").strip();
        if (bare.isEmpty() || bare.length() > LONGEST_NAME) {
            throw refused("expected a name of 1 to " + LONGEST_NAME + " characters, got " + bare.length() + ".");
        }
        return bare;
    }

    public static List<EventType> checkedEvents(TargetKind kind, List<EventType> events) {
        if (kind != TargetKind.WEBHOOK) {
            return EventType.OF_ALERTS;
        }
        if (events.isEmpty() || !EventType.CHOICES.containsAll(events)) {
            throw refused("expected at least one event of alert.raised, alert.recovered and run.ended.");
        }
        return EventType.CHOICES.stream().filter(events::contains).toList();
    }

    /** As much as may be seen: of a URL its host, for a path can be a secret. */
    String shown() {
        return switch (kind) {
            case EMAIL -> address.value();
            case PAGERDUTY -> (isEu ? "Europe, key ends in " : "key ends in ") + address.lastFour();
            case SLACK, WEBHOOK -> URI.create(address.value()).getHost() + ", ends in " + address.lastFour();
        };
    }

    Optional<String> region() {
        return kind == TargetKind.PAGERDUTY ? Optional.of(isEu ? "eu" : "us") : Optional.empty();
    }

    private static ProblemException refused(String why) {
        return ProblemException.badRequest("Saving a target of alerts: " + why);
    }
}
