package io.segue.configuration.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.alert.rule.QuietHours;
import io.segue.configuration.document.AlertRuleEntry.Threshold;

/** Writes what a document says of alerts. */
final class AlertsWriter {

    private static final String OFF = "off";

    private AlertsWriter() {}

    static void write(ObjectNode node, AlertsEntry alerts) {
        ObjectNode rules = node.putObject("rules");
        alerts.rules().forEach(rule -> write(rules, rule));
        alerts.quiet()
                .ifPresent(quiet -> quiet.hours()
                        .ifPresentOrElse(
                                hours -> write(node.putObject("quietHours"), hours),
                                () -> node.put("quietHours", OFF)));
        ArrayNode targets = node.putArray("targets");
        alerts.targets().forEach(target -> write(targets.addObject(), target));
    }

    private static void write(ObjectNode rules, AlertRuleEntry rule) {
        if (!rule.isOn()) {
            rules.put(rule.kind().word(), OFF);
            return;
        }
        ObjectNode node = rules.putObject(rule.kind().word());
        rule.warnAt().ifPresent(at -> write(node, "warnAt", at));
        rule.criticalAt().ifPresent(at -> write(node, "criticalAt", at));
    }

    private static void write(ObjectNode node, String name, Threshold at) {
        at.number().ifPresentOrElse(number -> node.put(name, number), () -> node.put(name, "never"));
    }

    private static void write(ObjectNode node, QuietHours hours) {
        node.put("from", hours.from().toString());
        node.put("until", hours.until().toString());
        node.put("zone", hours.zone().getId());
    }

    private static void write(ObjectNode node, TargetEntry target) {
        node.put("name", target.name());
        node.put("kind", target.kind().word());
        target.address().ifPresent(address -> node.put("address", address));
        target.isOn().ifPresent(on -> node.put("on", on));
        target.leastLevel().ifPresent(level -> node.put("leastLevel", level.word()));
        target.events().ifPresent(events -> {
            ArrayNode list = node.putArray("events");
            events.forEach(event -> list.add(event.word()));
        });
    }
}
