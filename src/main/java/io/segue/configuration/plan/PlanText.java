package io.segue.configuration.plan;

import io.segue.configuration.plan.Step.Action;
import io.segue.configuration.plan.Step.FieldChange;

/** A plan for people to read before they say yes. */
public final class PlanText {

    private PlanText() {}

    public static String of(ConfigurationPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append(head(plan)).append('\n');
        plan.steps().forEach(step -> append(text.append('\n'), step));
        plan.obstacles()
                .forEach(obstacle -> text.append("\nCANNOT BE DONE (")
                        .append(obstacle.at().words())
                        .append(")\n    ")
                        .append(obstacle.words())
                        .append('\n'));
        if (!plan.leftAlone().isEmpty()) {
            text.append("\nNot in the document, and left as it is: ")
                    .append(String.join(", ", plan.leftAlone()))
                    .append(".\n");
        }
        return text.append("\nFingerprint: ")
                .append(plan.fingerprint())
                .append('\n')
                .toString();
    }

    private static String head(ConfigurationPlan plan) {
        if (plan.steps().isEmpty() && plan.obstacles().isEmpty()) {
            return "Nothing to do: everything is as the document says.";
        }
        long dangerous =
                plan.steps().stream().filter(step -> step.danger().isPresent()).count();
        return "Plan: " + plan.count(Action.CREATE) + " to create, " + plan.count(Action.CHANGE) + " to change, "
                + plan.count(Action.TURN_OFF) + " to turn off"
                + (dangerous == 0 ? "." : "; " + Draft.counted(dangerous, "step") + " dangerous.")
                + (plan.obstacles().isEmpty()
                        ? ""
                        : " Nothing can be done until "
                                + Draft.counted(plan.obstacles().size(), "obstacle")
                                + (plan.obstacles().size() == 1 ? " is" : " are") + " out of the way.");
    }

    private static void append(StringBuilder text, Step step) {
        text.append(step.action().sign())
                .append(' ')
                .append(step.subject())
                .append(" (")
                .append(step.at().words())
                .append(")\n");
        for (FieldChange change : step.changes()) {
            text.append("    ").append(change.field()).append(": ");
            change.from().ifPresent(from -> text.append(from).append(" -> "));
            text.append(change.to()).append('\n');
        }
        step.danger()
                .ifPresent(danger ->
                        text.append("    ! DANGEROUS: ").append(danger.words()).append('\n'));
        step.notes().forEach(note -> text.append("    ").append(note).append('\n'));
    }
}
