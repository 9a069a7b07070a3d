package io.segue.configuration.plan;

import static io.segue.configuration.plan.Draft.differing;
import static io.segue.configuration.plan.Draft.fresh;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import io.segue.alert.target.NewTarget;
import io.segue.alert.target.Target;
import io.segue.alert.target.TargetChange;
import io.segue.configuration.document.TargetEntry;
import io.segue.configuration.plan.Step.Action;
import io.segue.configuration.plan.Step.FieldChange;
import io.segue.platform.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans whom alerts go to: who is told by mail can be made; of the others a document has no address. */
record TargetPlanner(PresentAlerts present, Draft draft) {

    void plan(TargetEntry wanted) {
        present.target(wanted.name()).ifPresentOrElse(found -> change(wanted, found), () -> create(wanted));
    }

    private void create(TargetEntry wanted) {
        if (wanted.address().isEmpty()) {
            draft.hinder(
                    wanted.at(),
                    "There is no target \"" + wanted.name() + "\" of alerts, and "
                            + (wanted.kind() == TargetKind.EMAIL
                                    ? "its address is missing here."
                                    : "a document cannot make one of the kind "
                                            + wanted.kind().word()
                                            + ": it holds no secret. An editor adds it under Alerts, or with POST"
                                            + " /api/v1/alerts/targets, first."));
            return;
        }
        Level least = wanted.leastLevel().orElse(Level.WARN);
        NewTarget target = new NewTarget(
                wanted.kind(), wanted.name(), new Secret(wanted.address().get()), least, EventType.OF_ALERTS, false);
        draft.add(
                Action.CREATE,
                called(wanted),
                wanted.at(),
                List.of(
                        fresh("kind", wanted.kind().word()),
                        fresh("address", wanted.address().get()),
                        fresh("leastLevel", least.word())),
                Optional.empty(),
                List.of(),
                means -> means.addTarget(target));
        if (!wanted.isOn().orElse(true)) {
            turn(wanted, TargetChange.turned(false), List.of(Draft.change("on", "true", "false")));
        }
    }

    private void change(TargetEntry wanted, Target found) {
        if (found.kind() != wanted.kind()) {
            draft.hinder(
                    wanted.at(),
                    "The target \"" + found.name() + "\" of alerts is of the kind "
                            + found.kind().word() + ", not " + wanted.kind().word()
                            + ". A target keeps its kind: give another one another name.");
            return;
        }
        TargetChange change = new TargetChange(
                Optional.of(wanted.name()),
                wanted.isOn(),
                wanted.leastLevel(),
                wanted.events(),
                wanted.address()
                        .filter(address -> !address.equals(found.shown()))
                        .map(Secret::new),
                Optional.empty());
        List<FieldChange> changes = new ArrayList<>();
        differing("name", found.name(), wanted.name(), changes);
        wanted.isOn().ifPresent(on -> differing("on", Boolean.toString(found.isOn()), Boolean.toString(on), changes));
        wanted.leastLevel()
                .ifPresent(least -> differing("leastLevel", found.leastLevel().word(), least.word(), changes));
        wanted.events().ifPresent(events -> differing("events", words(found.events()), words(events), changes));
        wanted.address().ifPresent(address -> differing("address", found.shown(), address, changes));
        if (!changes.isEmpty()) {
            turn(wanted, change, changes);
        }
    }

    private void turn(TargetEntry wanted, TargetChange change, List<FieldChange> changes) {
        boolean isTurnedOff = changes.stream()
                .anyMatch(field -> field.field().equals("on") && field.to().equals("false"));
        draft.add(
                isTurnedOff ? Action.TURN_OFF : Action.CHANGE,
                called(wanted),
                wanted.at(),
                changes,
                Optional.empty(),
                List.of(),
                means -> means.changeTarget(wanted.name(), change));
    }

    private static String called(TargetEntry wanted) {
        return "target \"" + wanted.name() + "\" of alerts";
    }

    private static String words(List<EventType> events) {
        return String.join(", ", events.stream().map(EventType::word).toList());
    }
}
