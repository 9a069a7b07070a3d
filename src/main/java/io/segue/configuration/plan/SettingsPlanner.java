package io.segue.configuration.plan;

import static io.segue.configuration.plan.Draft.change;

import io.segue.configuration.document.SettingsEntry;
import io.segue.configuration.plan.Step.Action;
import io.segue.sync.hold.HoldPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Plans what holds for the whole tenant. */
record SettingsPlanner(Present present, Draft draft) {

    void plan(SettingsEntry wanted) {
        wanted.signatureWindowSeconds()
                .filter(seconds -> seconds != present.signatureWindowSeconds())
                .ifPresent(seconds -> window(wanted, seconds));
        wanted.removals().ifPresent(removals -> {
            HoldPolicy rule = RulePlanner.completed(removals.policy().orElseThrow(), present.rule());
            if (!RulePlanner.isSame(rule, present.rule())) {
                draft.add(
                        Action.CHANGE,
                        "settings",
                        removals.at(),
                        List.of(change("holdRemovals", present.rule().words(), rule.words())),
                        RulePlanner.danger(
                                present.rule(),
                                rule,
                                present.segments().stream()
                                        .filter(segment -> segment.ownRule().isEmpty())
                                        .flatMap(segment -> segment.syncs().stream())),
                        List.of(),
                        means -> means.setRule(rule));
            }
        });
    }

    /** An owner's word, as on its page: a wider window takes older calls for Heap's. */
    private void window(SettingsEntry wanted, int seconds) {
        draft.add(new Step(
                Action.CHANGE,
                "settings",
                wanted.at(),
                List.of(change(
                        "signatureWindowSeconds",
                        Integer.toString(present.signatureWindowSeconds()),
                        Integer.toString(seconds))),
                Optional.empty(),
                List.of("Needs the token of an owner."),
                true,
                means -> means.setWindow(Duration.ofSeconds(seconds))));
    }
}
