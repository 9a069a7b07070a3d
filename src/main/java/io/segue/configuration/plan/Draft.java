package io.segue.configuration.plan;

import io.segue.configuration.document.Spot;
import io.segue.configuration.plan.Step.Action;
import io.segue.configuration.plan.Step.Danger;
import io.segue.configuration.plan.Step.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A plan that is being written. */
final class Draft {

    private final List<Step> steps = new ArrayList<>();
    private final List<Obstacle> obstacles = new ArrayList<>();

    void add(Step step) {
        steps.add(step);
    }

    void add(
            Action action,
            String subject,
            Spot at,
            List<FieldChange> changes,
            Optional<Danger> danger,
            List<String> notes,
            Deed deed) {
        add(new Step(action, subject, at, changes, danger, notes, false, deed));
    }

    void hinder(Spot at, String words) {
        obstacles.add(new Obstacle(at, words));
    }

    List<Step> steps() {
        return steps;
    }

    List<Obstacle> obstacles() {
        return obstacles;
    }

    static FieldChange change(String field, String from, String to) {
        return new FieldChange(field, Optional.of(from), to);
    }

    static FieldChange fresh(String field, String to) {
        return new FieldChange(field, Optional.empty(), to);
    }

    /** Only where it is another one. */
    static void differing(String field, String before, String after, List<FieldChange> changes) {
        if (!before.equals(after)) {
            changes.add(change(field, before, after));
        }
    }

    /** "1 member", "12,500 members". */
    static String counted(long number, String word) {
        return String.format(Locale.ENGLISH, "%,d %s%s", number, word, number == 1 ? "" : "s");
    }
}
