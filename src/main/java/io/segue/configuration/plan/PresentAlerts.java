package io.segue.configuration.plan;

import io.segue.alert.AlertKind;
import io.segue.alert.TargetKind;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rule;
import io.segue.alert.target.Target;
import io.segue.configuration.document.AlertRuleEntry;
import io.segue.configuration.document.AlertRuleEntry.Threshold;
import io.segue.configuration.document.AlertsEntry;
import io.segue.configuration.document.QuietEntry;
import io.segue.configuration.document.Spot;
import io.segue.configuration.document.TargetEntry;
import java.util.List;
import java.util.Optional;

/** Of what a tenant is told, to whom, and when warnings wait: as it is. */
public record PresentAlerts(List<Rule> rules, Optional<QuietHours> quiet, List<Target> targets) {

    public PresentAlerts {
        rules = List.copyOf(rules);
        targets = List.copyOf(targets);
    }

    Rule rule(AlertKind kind) {
        return rules.stream().filter(rule -> rule.kind() == kind).findFirst().orElseGet(() -> Rule.usual(kind));
    }

    /** Names differ by more than the size of their letters. */
    Optional<Target> target(String name) {
        return targets.stream()
                .filter(target -> target.name().equalsIgnoreCase(name))
                .findFirst();
    }

    AlertsEntry entry() {
        return new AlertsEntry(
                rules.stream().map(PresentAlerts::entry).toList(),
                Optional.of(new QuietEntry(Spot.NOWHERE, quiet)),
                targets.stream().map(PresentAlerts::entry).toList());
    }

    private static AlertRuleEntry entry(Rule rule) {
        return new AlertRuleEntry(
                Spot.NOWHERE,
                rule.kind(),
                rule.isOn(),
                Optional.of(new Threshold(rule.warnAt())),
                Optional.of(new Threshold(rule.criticalAt())));
    }

    private static TargetEntry entry(Target target) {
        return new TargetEntry(
                Spot.NOWHERE,
                target.name(),
                target.kind(),
                Optional.of(target.shown()).filter(shown -> target.kind() == TargetKind.EMAIL),
                Optional.of(target.isOn()),
                Optional.of(target.leastLevel()),
                Optional.of(target.events()).filter(events -> target.isWebhook()));
    }
}
