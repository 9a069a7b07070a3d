package io.segue.configuration.plan;

import static io.segue.configuration.plan.Draft.differing;

import io.segue.configuration.document.Intervals;
import io.segue.configuration.document.NewSegmentsEntry;
import io.segue.configuration.document.NewSegmentsEntry.TurnedOn;
import io.segue.configuration.plan.Step.Action;
import io.segue.configuration.plan.Step.FieldChange;
import io.segue.connection.ConnectionSummary;
import io.segue.sync.SyncOrder;
import io.segue.sync.arrival.ArrivalRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans what becomes of new segments. */
record NewSegmentsPlanner(Present present, Map<String, ConnectionSummary> connections, Draft draft) {

    private static final String FIELD = "newSegments";
    private static final String OFF = "off";

    void plan(NewSegmentsEntry wanted) {
        if (wanted.turnedOn().isEmpty()) {
            if (present.newSegments().isPresent()) {
                add(
                        wanted,
                        List.of(Draft.change(FIELD, "on", OFF)),
                        Optional.empty(),
                        "Those that were turned on stay on.");
            }
            return;
        }
        TurnedOn on = wanted.turnedOn().get();
        Optional<ConnectionSummary> target = Optional.ofNullable(connections.get(on.connection()));
        target.ifPresentOrElse(
                found -> turnOn(wanted, on, found),
                () -> draft.hinder(
                        wanted.at(),
                        "There is no connection \"" + on.connection() + "\" for new segments. An editor makes it under"
                                + " Connections, or with POST /api/v1/connections, first."));
    }

    private void turnOn(NewSegmentsEntry wanted, TurnedOn on, ConnectionSummary target) {
        Optional<ArrivalRule> before = present.newSegments();
        ArrivalRule rule = new ArrivalRule(
                target.number(),
                on.keyField(),
                on.interval().or(() -> before.map(ArrivalRule::interval)).orElse(SyncOrder.USUAL_INTERVAL),
                on.followHeap().or(() -> before.map(ArrivalRule::followHeap)).orElse(true));
        if (before.equals(Optional.of(rule))) {
            return;
        }
        add(
                wanted,
                before.map(found -> changes(found, rule, on.connection()))
                        .orElseGet(() -> fresh(rule, on.connection())),
                Optional.of(rule),
                "Counts for segments that Heap sends for the first time from then on, without anybody's look at them.");
    }

    private List<FieldChange> changes(ArrivalRule before, ArrivalRule rule, String connection) {
        List<FieldChange> changes = new ArrayList<>();
        differing("connection", called(before), connection, changes);
        differing("keyField", before.keyField(), rule.keyField(), changes);
        differing("interval", Intervals.write(before.interval()), Intervals.write(rule.interval()), changes);
        differing("followHeap", Boolean.toString(before.followHeap()), Boolean.toString(rule.followHeap()), changes);
        return changes;
    }

    private static List<FieldChange> fresh(ArrivalRule rule, String connection) {
        return List.of(
                Draft.change(FIELD, OFF, "on"),
                Draft.fresh("connection", connection),
                Draft.fresh("keyField", rule.keyField()),
                Draft.fresh("interval", Intervals.write(rule.interval())),
                Draft.fresh("followHeap", Boolean.toString(rule.followHeap())));
    }

    private void add(NewSegmentsEntry wanted, List<FieldChange> changes, Optional<ArrivalRule> rule, String note) {
        draft.add(
                Action.CHANGE,
                "settings",
                wanted.at(),
                changes,
                Optional.empty(),
                List.of(note),
                means -> means.setRule(rule));
    }

    private String called(ArrivalRule rule) {
        return present.connections().stream()
                .filter(connection -> connection.number() == rule.connection())
                .map(ConnectionSummary::name)
                .findFirst()
                .orElse("");
    }
}
