package io.segue.sync.size;

import java.time.Instant;
import java.util.List;

/**
 * How many members LaunchDarkly held, step by step, in each environment.
 *
 * @param names of the environments, as long as the sizes of each step
 */
public record Sizes(List<String> names, List<Step> steps) {

    public Sizes {
        names = List.copyOf(names);
        steps = List.copyOf(steps);
    }

    /**
     * From this moment on. What several runs did within one step is added up.
     *
     * @param sizes after it, one for each environment
     * @param isRun false for the ends of the curve, where nothing happened
     */
    public record Step(Instant at, List<Long> sizes, long adds, long removes, boolean isRun) {

        public Step {
            sizes = List.copyOf(sizes);
        }
    }

    /** What happened, the latest first. */
    public List<Step> changes() {
        List<Step> runs =
                new java.util.ArrayList<>(steps.stream().filter(Step::isRun).toList());
        java.util.Collections.reverse(runs);
        return runs;
    }

    /** One point is no curve. */
    public boolean isCurve() {
        return steps.stream().filter(Step::isRun).count() > 1;
    }

    public boolean isEmpty() {
        return steps.stream().noneMatch(Step::isRun);
    }
}
