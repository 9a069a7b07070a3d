package io.segue.configuration.document;

import io.segue.alert.AlertKind;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.target.NewTarget;
import io.segue.configuration.document.AlertRuleEntry.Threshold;
import io.segue.configuration.document.Entry.Form;
import io.segue.configuration.document.Entry.Scalar;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a document says of alerts. */
final class AlertsReader {

    private static final String OFF = "off";
    private static final String NEVER = "never";
    private static final int MOST_TARGETS = 1_000;
    private static final int LONGEST = 254;

    private AlertsReader() {}

    static AlertsEntry read(Entry entry) {
        Fields fields = Fields.of(entry, ordered("rules", "quietHours", "targets"));
        return new AlertsEntry(
                fields.entry("rules").map(AlertsReader::rules).orElse(List.of()),
                fields.entry("quietHours").map(AlertsReader::quiet),
                fields.each(
                        "targets",
                        MOST_TARGETS,
                        AlertsReader::target,
                        target -> target.name().toLowerCase(Locale.ROOT),
                        TargetEntry::at));
    }

    private static List<AlertRuleEntry> rules(Entry entry) {
        Set<String> kinds = Arrays.stream(AlertKind.values())
                .map(AlertKind::word)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Fields fields = Fields.of(entry, kinds);
        return Stream.of(AlertKind.values())
                .flatMap(kind -> fields.entry(kind.word()).map(rule -> rule(kind, rule)).stream())
                .toList();
    }

    private static AlertRuleEntry rule(AlertKind kind, Entry entry) {
        if (entry instanceof Scalar scalar && scalar.form() == Form.TEXT) {
            if (!scalar.text().equals(OFF)) {
                throw entry.at().refuse("expected off, or warnAt and criticalAt, got " + entry.kind() + ".");
            }
            return new AlertRuleEntry(entry.at(), kind, false, Optional.empty(), Optional.empty());
        }
        Fields fields = Fields.of(entry, ordered("warnAt", "criticalAt"));
        return new AlertRuleEntry(
                fields.at(), kind, true, threshold(kind, fields, "warnAt"), threshold(kind, fields, "criticalAt"));
    }

    private static Optional<Threshold> threshold(AlertKind kind, Fields fields, String name) {
        boolean isNever = fields.entry(name)
                .filter(entry -> entry instanceof Scalar scalar && scalar.text().equals(NEVER))
                .isPresent();
        if (isNever) {
            return Optional.of(new Threshold(Optional.empty()));
        }
        Optional<Integer> number = fields.whole(name);
        number.filter(given -> given > kind.unit().most()).ifPresent(given -> {
            throw fields.spot(name)
                    .refuse("expected 0 to " + kind.unit().most() + " "
                            + kind.unit().word() + ", or never, got " + given + ".");
        });
        return number.map(Threshold::of);
    }

    private static QuietEntry quiet(Entry entry) {
        if (entry instanceof Scalar scalar && scalar.text().equals(OFF)) {
            return new QuietEntry(entry.at(), Optional.empty());
        }
        Fields fields = Fields.of(entry, ordered("from", "until", "zone"));
        String from = fields.neededText("from", LONGEST);
        String until = fields.neededText("until", LONGEST);
        String zone = fields.neededText("zone", LONGEST);
        return new QuietEntry(fields.at(), Optional.of(fields.at().checked(() -> QuietHours.of(from, until, zone))));
    }

    private static TargetEntry target(Entry entry) {
        Fields fields = Fields.of(entry, ordered("name", "kind", "address", "on", "leastLevel", "events"));
        TargetKind kind =
                fields.spot("kind").word(TargetKind.values(), TargetKind::word, fields.neededText("kind", LONGEST));
        if (kind != TargetKind.EMAIL && fields.entry("address").isPresent()) {
            throw fields.spot("address")
                    .refuse("expected it with kind: email only. Any other address may be a secret: it is given under"
                            + " Alerts, and stays out of documents.");
        }
        if (kind != TargetKind.WEBHOOK && fields.entry("events").isPresent()) {
            throw fields.spot("events").refuse("expected it with kind: webhook only; this one is " + kind.word() + ".");
        }
        String name = fields.neededText("name", LONGEST);
        return new TargetEntry(
                fields.at(),
                fields.at().checked(() -> NewTarget.checkedName(name)),
                kind,
                fields.text("address", LONGEST)
                        .map(address -> fields.spot("address").checked(() -> NewTarget.checkedAddress(kind, address))),
                fields.truth("on"),
                fields.text("leastLevel", LONGEST)
                        .map(word -> fields.spot("leastLevel").word(Level.values(), Level::word, word)),
                fields.entry("events").map(list -> events(fields)));
    }

    private static List<EventType> events(Fields fields) {
        List<EventType> given =
                fields.list("events").stream().map(AlertsReader::event).toList();
        return fields.spot("events").checked(() -> NewTarget.checkedEvents(TargetKind.WEBHOOK, given));
    }

    private static EventType event(Entry entry) {
        String word = entry instanceof Scalar scalar ? scalar.text() : "";
        return entry.at().word(EventType.CHOICES.toArray(new EventType[0]), EventType::word, word);
    }

    private static Set<String> ordered(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
