package io.segue.configuration.plan;

import static io.segue.configuration.plan.Draft.change;
import static io.segue.configuration.plan.Draft.fresh;

import io.segue.configuration.document.RemovalsEntry;
import io.segue.configuration.document.SegmentEntry;
import io.segue.configuration.document.SyncEntry;
import io.segue.configuration.plan.Deed.Heard;
import io.segue.configuration.plan.Step.Action;
import io.segue.connection.ConnectionSummary;
import io.segue.sync.hold.HoldPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans segments: made ahead when Heap has not sent them, their rule for removals, their syncs. */
record SegmentPlanner(Present present, Map<String, ConnectionSummary> connections, Draft draft) {

    void plan(SegmentEntry wanted, Optional<PresentSegment> known) {
        if (known.isEmpty() && wanted.name().isEmpty()) {
            draft.hinder(
                    wanted.at(),
                    "Heap has not sent the segment " + wanted.heapId()
                            + " yet. Give it a name here to make it ahead, or" + " have Heap send it first.");
            return;
        }
        PresentSegment segment = known.orElseGet(() -> unheard(wanted));
        Heard heard = new Heard(segment.heapId(), segment.name());
        if (known.isEmpty()) {
            draft.add(
                    Action.CREATE,
                    called(segment),
                    wanted.at(),
                    List.of(fresh("heapId", wanted.heapId()), fresh("name", segment.name())),
                    Optional.empty(),
                    List.of("Heap has not sent it yet. It is made ahead, stays empty until Heap does, and cannot be"
                            + " taken back: look at its id."),
                    means -> means.declare(heard));
        }
        wanted.removals().ifPresent(removals -> rule(segment, heard, removals));
        boolean isFirst = true;
        for (SyncEntry sync : wanted.syncs()) {
            ConnectionSummary target = connections.get(sync.connection());
            if (target == null) {
                draft.hinder(sync.at(), "There is no connection \"" + sync.connection() + "\".");
            } else {
                new SyncPlanner(segment, heard, target, wanted.keyField(), isFirst, draft).plan(sync);
                isFirst = false;
            }
        }
    }

    static String called(PresentSegment segment) {
        return "segment \"" + segment.name() + "\"";
    }

    private static PresentSegment unheard(SegmentEntry wanted) {
        return new PresentSegment(
                wanted.heapId(), wanted.name().orElseThrow(), 0, Optional.empty(), Optional.empty(), List.of());
    }

    private void rule(PresentSegment segment, Heard heard, RemovalsEntry wanted) {
        HoldPolicy before = segment.ownRule().orElse(present.rule());
        Optional<HoldPolicy> rule = wanted.policy().map(policy -> RulePlanner.completed(policy, before));
        boolean isSame = rule.isPresent() && segment.ownRule().isPresent()
                ? RulePlanner.isSame(rule.get(), segment.ownRule().get())
                : rule.isEmpty() && segment.ownRule().isEmpty();
        if (!isSame) {
            draft.add(
                    Action.CHANGE,
                    called(segment),
                    wanted.at(),
                    List.of(change("holdRemovals", words(segment.ownRule()), words(rule))),
                    RulePlanner.danger(before, rule.orElse(present.rule()), segment.syncs().stream()),
                    List.of(),
                    means -> means.setRule(heard, rule));
        }
    }

    private static String words(Optional<HoldPolicy> rule) {
        return rule.map(HoldPolicy::words).orElse("default");
    }
}
