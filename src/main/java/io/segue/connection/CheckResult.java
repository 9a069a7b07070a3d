package io.segue.connection;

import java.util.List;
import java.util.Optional;

/**
 * What a check found: its steps, and the environment's keys where the token may see them.
 *
 * @param account the vendor's id of the token's account
 */
public record CheckResult(List<CheckStep> steps, Optional<TargetEnvironment> environment, Optional<String> account) {

    public CheckResult {
        steps = List.copyOf(steps);
    }

    /** A step that could not be found out does not stand in the way. */
    public boolean isPassed() {
        return steps.stream().noneMatch(step -> step.verdict() == Verdict.FAILED);
    }
}
