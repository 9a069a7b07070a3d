package io.segue.configuration.plan;

import static io.segue.configuration.plan.Draft.change;
import static io.segue.configuration.plan.Draft.differing;

import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rule;
import io.segue.configuration.document.AlertRuleEntry;
import io.segue.configuration.document.AlertRuleEntry.Threshold;
import io.segue.configuration.document.QuietEntry;
import io.segue.configuration.plan.Step.Action;
import io.segue.configuration.plan.Step.FieldChange;
import io.segue.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans of what a tenant is told, and when warnings wait. */
record AlertRulesPlanner(PresentAlerts present, Draft draft) {

    void plan(AlertRuleEntry wanted) {
        Rule before = present.rule(wanted.kind());
        Rule after = new Rule(
                wanted.kind(),
                wanted.isOn(),
                wanted.warnAt().map(Threshold::number).orElse(before.warnAt()),
                wanted.criticalAt().map(Threshold::number).orElse(before.criticalAt()));
        if (after.equals(before)) {
            return;
        }
        try {
            after.checked();
        } catch (ProblemException e) {
            draft.hinder(wanted.at(), e.detail());
            return;
        }
        draft.add(
                after.isOn() ? Action.CHANGE : Action.TURN_OFF,
                "alerts \"" + wanted.kind().title() + "\"",
                wanted.at(),
                changes(before, after),
                Optional.empty(),
                after.isOn() ? List.of() : List.of("Nobody is told of it any more."),
                means -> means.setAlertRule(after));
    }

    void plan(QuietEntry wanted) {
        if (!wanted.hours().equals(present.quiet())) {
            draft.add(
                    wanted.hours().isPresent() ? Action.CHANGE : Action.TURN_OFF,
                    "quiet hours of alerts",
                    wanted.at(),
                    List.of(change("quietHours", words(present.quiet()), words(wanted.hours()))),
                    Optional.empty(),
                    List.of(),
                    means -> means.keepQuiet(wanted.hours()));
        }
    }

    private static List<FieldChange> changes(Rule before, Rule after) {
        List<FieldChange> changes = new ArrayList<>();
        differing("on", Boolean.toString(before.isOn()), Boolean.toString(after.isOn()), changes);
        differing("warnAt", words(before, before.warnAt()), words(after, after.warnAt()), changes);
        differing("criticalAt", words(before, before.criticalAt()), words(after, after.criticalAt()), changes);
        return changes;
    }

    private static String words(Rule rule, Optional<Integer> number) {
        return number.map(from -> from + " " + rule.kind().unit().word()).orElse("never");
    }

    private static String words(Optional<QuietHours> hours) {
        return hours.map(QuietHours::words).orElse("off");
    }
}
