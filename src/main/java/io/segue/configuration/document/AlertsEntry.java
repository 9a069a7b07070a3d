package io.segue.configuration.document;

import java.util.List;
import java.util.Optional;

/** Of what is told, to whom, and when warnings wait. */
public record AlertsEntry(List<AlertRuleEntry> rules, Optional<QuietEntry> quiet, List<TargetEntry> targets) {

    public static final AlertsEntry NONE = new AlertsEntry(List.of(), Optional.empty(), List.of());

    public AlertsEntry {
        rules = List.copyOf(rules);
        targets = List.copyOf(targets);
    }
}
