package io.segue.connection.page;

import io.segue.connection.CheckStep;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Verdict;
import io.segue.connection.page.Uses.Use;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A connection in the words and colours of its pages. */
public record ConnectionView(
        String id,
        String name,
        String place,
        String region,
        String clientSideId,
        String tokenLastFour,
        String stateWord,
        String stateClass,
        Optional<Instant> checkedAt,
        List<StepView> steps,
        Use use) {

    /** Of the whole check, told in one sentence. */
    public String said() {
        long failed = steps.stream().filter(StepView::isFailed).count();
        if (checkedAt.isEmpty()) {
            return "Not checked";
        }
        return failed == 0 ? "No check failed" : failed + (failed == 1 ? " check failed" : " checks failed");
    }

    public boolean isChecked() {
        return checkedAt.isPresent();
    }

    /** One step of the check. */
    public record StepView(
            String name, String word, String stateClass, String icon, String found, String remedy, String policy) {

        public boolean isFailed() {
            return stateClass.equals(Look.FAILED.stateClass);
        }

        /** What is found where it failed. */
        public ShownError error() {
            return new ShownError(ErrorCode.CANNOT_BE_USED, found);
        }

        public boolean hasRemedy() {
            return !remedy.isEmpty();
        }

        public boolean hasPolicy() {
            return !policy.isEmpty();
        }

        static StepView of(CheckStep step) {
            Look look = Look.of(step.verdict());
            String policy = step.policy();
            return new StepView(
                    step.name(),
                    look.word,
                    look.stateClass,
                    look.icon,
                    step.found(),
                    step.remedy(),
                    policy == null ? "" : policy);
        }
    }

    /** Colour never speaks alone: a word and a sign go with it. */
    private enum Look {
        PASSED("Passed", "state-good", "✓"),
        FAILED("Failed", "state-bad", "✗"),
        UNKNOWN("Cannot tell", "state-wait", "?"),
        SKIPPED("Skipped", "state-off", "–");

        private final String word;
        private final String stateClass;
        private final String icon;

        Look(String word, String stateClass, String icon) {
            this.word = word;
            this.stateClass = stateClass;
            this.icon = icon;
        }

        static Look of(Verdict verdict) {
            return switch (verdict) {
                case PASSED -> PASSED;
                case FAILED -> FAILED;
                case UNKNOWN -> UNKNOWN;
                case SKIPPED -> SKIPPED;
            };
        }
    }

    static ConnectionView of(ConnectionSummary summary, Use use) {
        boolean checked = summary.checkPassed().isPresent();
        boolean passed = summary.checkPassed().orElse(false);
        Look look = passed ? Look.PASSED : Look.FAILED;
        return new ConnectionView(
                summary.id(),
                summary.name(),
                place(summary),
                summary.region().label(),
                summary.clientSideId(),
                summary.tokenLastFour(),
                checked ? look.word : "Not checked",
                checked ? look.stateClass : "state-wait",
                summary.checkedAt(),
                summary.checkSteps().stream().map(StepView::of).toList(),
                use);
    }

    private static String place(ConnectionSummary summary) {
        return summary.projectKey()
                .map(project -> project + " / "
                        + summary.environmentName().or(summary::environmentKey).orElse(""))
                .orElse("not known yet");
    }
}
