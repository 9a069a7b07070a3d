package io.segue.configuration.plan;

import io.segue.configuration.plan.Step.Action;
import io.segue.configuration.plan.Step.Danger;
import java.util.List;
import java.util.Optional;

/**
 * What has to be done, in this order.
 *
 * @param obstacles with any of them nothing is done
 * @param leftAlone what the tenant has and the document does not name, in words; may be empty
 */
public record ConfigurationPlan(
        Fingerprint fingerprint, List<Step> steps, List<Obstacle> obstacles, List<String> leftAlone) {

    public ConfigurationPlan {
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
        leftAlone = List.copyOf(leftAlone);
    }

    public long count(Action action) {
        return steps.stream().filter(step -> step.action() == action).count();
    }

    public boolean isDangerous() {
        return steps.stream().anyMatch(step -> step.danger().isPresent());
    }

    static long removes(List<Step> steps) {
        return steps.stream()
                .map(Step::danger)
                .flatMap(Optional::stream)
                .mapToLong(Danger::removes)
                .sum();
    }
}
