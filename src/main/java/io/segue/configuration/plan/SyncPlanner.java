package io.segue.configuration.plan;

import static io.segue.configuration.plan.Draft.counted;
import static io.segue.configuration.plan.Draft.differing;
import static io.segue.configuration.plan.Draft.fresh;

import io.segue.configuration.document.Intervals;
import io.segue.configuration.document.SyncEntry;
import io.segue.configuration.plan.Deed.Heard;
import io.segue.configuration.plan.Step.Action;
import io.segue.configuration.plan.Step.Danger;
import io.segue.configuration.plan.Step.FieldChange;
import io.segue.connection.ConnectionSummary;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans one sync.
 *
 * @param keyField what the whole segment is to be keyed by
 * @param isFirst of its segment: the one with which a changed key field is ordered, and shown
 */
record SyncPlanner(
        PresentSegment segment,
        Heard heard,
        ConnectionSummary target,
        Optional<String> keyField,
        boolean isFirst,
        Draft draft) {

    void plan(SyncEntry wanted) {
        Optional<PresentSync> found = segment.syncTo(target.number());
        if (found.isEmpty()) {
            create(wanted);
        } else {
            change(wanted, found.get());
        }
    }

    private void create(SyncEntry wanted) {
        SyncOrder order = order(wanted, SyncOrder.USUAL_INTERVAL, true);
        List<FieldChange> changes = new ArrayList<>(List.of(
                fresh("mode", order.mode().word()),
                fresh("interval", Intervals.write(order.interval())),
                fresh("followHeap", Boolean.toString(order.followHeap()))));
        keyChange().ifPresent(changes::add);
        List<String> notes = order.mode() == Mode.OFF ? List.of() : sends();
        draft.add(
                Action.CREATE,
                called(wanted),
                wanted.at(),
                changes,
                keyDanger(),
                notes,
                means -> means.order(heard, order));
        if (isTrue(wanted.empty())) {
            empty(wanted, List.of(fresh("empty", "true")), 0);
        }
        pause(wanted, false, true);
    }

    private void change(SyncEntry wanted, PresentSync present) {
        SyncOrder order = order(wanted, present.interval(), present.followHeap());
        List<FieldChange> changes = new ArrayList<>();
        keyChange().ifPresent(changes::add);
        differing("interval", Intervals.write(present.interval()), Intervals.write(order.interval()), changes);
        differing("followHeap", Boolean.toString(present.followHeap()), Boolean.toString(order.followHeap()), changes);
        // Any other order ends an emptying: it has to be asked for again behind it.
        boolean wasEmpty = present.mode() == Mode.OFF && present.isEmpty();
        boolean isToBeEmpty = wanted.mode() == Mode.OFF && wanted.empty().orElse(wasEmpty);
        boolean empties = isToBeEmpty && (!wasEmpty || !changes.isEmpty());
        List<FieldChange> off = new ArrayList<>();
        differing("mode", present.mode().word(), order.mode().word(), off);
        differing("empty", Boolean.toString(wasEmpty), Boolean.toString(isToBeEmpty), off);
        if (!isToBeEmpty) {
            changes.addAll(off);
        }
        if (!changes.isEmpty()) {
            draft.add(
                    order.mode() == Mode.OFF && present.mode() != Mode.OFF ? Action.TURN_OFF : Action.CHANGE,
                    called(wanted),
                    wanted.at(),
                    changes,
                    keyDanger(),
                    empties ? List.of() : notes(order, present),
                    means -> means.order(heard, order));
        }
        if (empties) {
            empty(wanted, wasEmpty ? List.of(fresh("empty", "true")) : off, present.delivered());
        }
        boolean isTurnedOn = present.mode() == Mode.OFF && order.mode() != Mode.OFF;
        pause(wanted, present.isPaused() && !isTurnedOn, isTurnedOn);
    }

    private SyncOrder order(SyncEntry wanted, Duration interval, boolean followHeap) {
        return new SyncOrder(
                target.number(),
                wanted.mode(),
                wanted.interval().orElse(interval),
                wanted.followHeap().orElse(followHeap),
                keyField);
    }

    private List<String> notes(SyncOrder order, PresentSync present) {
        if (order.mode() == Mode.OFF) {
            List<String> notes = new ArrayList<>();
            if (present.mode() != Mode.OFF) {
                notes.add("LaunchDarkly keeps its " + counted(present.delivered(), "member") + ".");
            }
            present.waiting()
                    .ifPresent(waiting -> notes.add("Nobody is asked about the "
                            + counted(waiting.removals(), "removal") + " any more that wait for a decision."));
            return notes;
        }
        if (present.mode() == Mode.OFF) {
            return sends();
        }
        return order.mode() == Mode.ONCE ? List.of("It runs once more.") : List.of();
    }

    private List<String> sends() {
        return segment.members() == 0
                ? List.of()
                : List.of("Up to " + counted(segment.members(), "member") + " go to LaunchDarkly.");
    }

    private void empty(SyncEntry wanted, List<FieldChange> changes, long delivered) {
        draft.add(
                Action.TURN_OFF,
                called(wanted),
                wanted.at(),
                changes,
                Optional.of(new Danger("removes " + counted(delivered, "member") + " from LaunchDarkly", delivered))
                        .filter(danger -> danger.removes() > 0),
                List.of(),
                means -> means.empty(heard, target.number()));
    }

    private void pause(SyncEntry wanted, boolean isPaused, boolean isNew) {
        boolean isWanted = wanted.paused().orElse(isPaused);
        if (wanted.mode() == Mode.OFF || isWanted == isPaused) {
            return;
        }
        draft.add(
                Action.CHANGE,
                called(wanted),
                wanted.at(),
                List.of(Draft.change("paused", Boolean.toString(isPaused), Boolean.toString(isWanted))),
                Optional.empty(),
                isNew && wanted.mode() == Mode.ONCE ? List.of("Its run may begin before it is paused.") : List.of(),
                means -> {
                    if (isWanted) {
                        means.pause(heard, target.number());
                    } else {
                        means.resume(heard, target.number());
                    }
                });
    }

    private Optional<FieldChange> keyChange() {
        String before = segment.keyField().orElse("id");
        return keyField.filter(field -> isFirst && !field.equals(before))
                .map(field -> Draft.change("keyField", before, field));
    }

    private Optional<Danger> keyDanger() {
        long delivered = segment.delivered();
        return keyChange()
                .filter(change -> delivered > 0)
                .map(change -> new Danger(
                        "replaces up to " + counted(delivered, "key") + " in LaunchDarkly: those of "
                                + change.from().orElseThrow() + " go, those of " + change.to() + " come",
                        delivered));
    }

    private String called(SyncEntry wanted) {
        return "sync \"" + segment.name() + "\" to " + wanted.connection();
    }

    private static boolean isTrue(Optional<Boolean> claim) {
        return claim.orElse(false);
    }
}
