package io.segue.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.configuration.plan.ConfigurationPlan;
import io.segue.configuration.plan.Obstacle;
import io.segue.configuration.plan.PlanText;
import io.segue.configuration.plan.Step;
import io.segue.configuration.plan.Step.Danger;
import io.segue.configuration.plan.Step.FieldChange;
import io.segue.web.catalogue.ShownError;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the API shows it.
 *
 * @param fingerprint goes into If-Match when the plan is applied
 * @param dangerous whether a step takes members out of LaunchDarkly, or lets them go
 * @param leftAlone what the document does not name
 * @param text the same, to be read
 */
@Schema(name = "ConfigurationPlan")
public record ShownPlan(
        String fingerprint,
        boolean dangerous,
        List<ShownStep> steps,
        List<ShownObstacle> obstacles,
        List<String> leftAlone,
        String text) {

    static ShownPlan of(ConfigurationPlan plan) {
        return new ShownPlan(
                plan.fingerprint().toString(),
                plan.isDangerous(),
                plan.steps().stream()
                        .map(step -> ShownStep.of(step, null, null))
                        .toList(),
                plan.obstacles().stream().map(ShownObstacle::of).toList(),
                plan.leftAlone(),
                PlanText.of(plan));
    }

    /**
     * One step.
     *
     * @param action create, change or turn-off
     * @param path where the document asks for it
     * @param removes how many members a dangerous step takes out of LaunchDarkly, or lets go, at most
     * @param result done or failed, once it was applied
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConfigurationStep")
    public record ShownStep(
            String action,
            String subject,
            int line,
            String path,
            List<ShownChange> changes,
            @Nullable String danger,
            @Nullable Long removes,
            List<String> notes,
            @Nullable String result,
            @Nullable ShownError failure) {

        static ShownStep of(Step step, @Nullable String result, @Nullable ShownError failure) {
            return new ShownStep(
                    step.action().word(),
                    step.subject(),
                    step.at().line(),
                    step.at().path(),
                    step.changes().stream().map(ShownChange::of).toList(),
                    step.danger().map(Danger::words).orElse(null),
                    step.danger().map(Danger::removes).orElse(null),
                    step.notes(),
                    result,
                    failure);
        }

        static ShownStep of(Outcome outcome) {
            return of(
                    outcome.step(),
                    outcome.failure().isPresent() ? "failed" : "done",
                    outcome.failure().orElse(null));
        }
    }

    /** One field; from is missing where nothing was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConfigurationChange")
    public record ShownChange(String field, @Nullable String from, String to) {

        static ShownChange of(FieldChange change) {
            return new ShownChange(change.field(), change.from().orElse(null), change.to());
        }
    }

    /** Why the plan cannot be carried out. */
    @Schema(name = "ConfigurationObstacle")
    public record ShownObstacle(int line, String path, String message) {

        static ShownObstacle of(Obstacle obstacle) {
            return new ShownObstacle(obstacle.at().line(), obstacle.at().path(), obstacle.words());
        }
    }
}
