package io.segue.configuration.plan;

import io.segue.configuration.document.Configuration;
import io.segue.configuration.document.ConnectionEntry;
import io.segue.configuration.document.SegmentEntry;
import io.segue.configuration.document.SyncEntry;
import io.segue.connection.ConnectionSummary;
import io.segue.sync.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares a document with the tenant as it is. What the document does not name is left alone: nothing is ever deleted. */
public final class ConfigurationPlanner {

    private ConfigurationPlanner() {}

    public static ConfigurationPlan plan(long tenant, Present present, Configuration wanted) {
        Draft draft = new Draft();
        new SettingsPlanner(present, draft).plan(wanted.settings());
        AlertRulesPlanner rules = new AlertRulesPlanner(present.alerts(), draft);
        wanted.alerts().rules().forEach(rules::plan);
        wanted.alerts().quiet().ifPresent(rules::plan);
        wanted.alerts().targets().forEach(new TargetPlanner(present.alerts(), draft)::plan);
        Map<String, ConnectionSummary> connections = new ConnectionPlanner(present, draft).plan(wanted.connections());
        wanted.settings().newSegments().ifPresent(new NewSegmentsPlanner(present, connections, draft)::plan);
        Map<String, PresentSegment> segments = new HashMap<>();
        present.segments().forEach(segment -> segments.put(segment.heapId(), segment));
        SegmentPlanner planner = new SegmentPlanner(present, connections, draft);
        for (SegmentEntry segment : wanted.segments()) {
            planner.plan(segment, Optional.ofNullable(segments.get(segment.heapId())));
        }
        Fingerprint fingerprint =
                Fingerprint.of(tenant, present.configuration(), wanted, ConfigurationPlan.removes(draft.steps()));
        return new ConfigurationPlan(
                fingerprint, draft.steps(), draft.obstacles(), leftAlone(present, wanted, connections));
    }

    private static List<String> leftAlone(
            Present present, Configuration wanted, Map<String, ConnectionSummary> connections) {
        Set<Long> named = wanted.connections().stream()
                .map(ConnectionEntry::name)
                .filter(connections::containsKey)
                .map(name -> connections.get(name).number())
                .collect(Collectors.toSet());
        Set<String> syncs = new HashSet<>();
        for (SegmentEntry segment : wanted.segments()) {
            for (SyncEntry sync : segment.syncs()) {
                Optional.ofNullable(connections.get(sync.connection()))
                        .ifPresent(target -> syncs.add(segment.heapId() + " " + target.number()));
            }
        }
        long otherConnections = present.connections().stream()
                .filter(connection -> !named.contains(connection.number()))
                .count();
        long otherSyncs = present.segments().stream()
                .flatMap(segment -> segment.syncs().stream()
                        .filter(sync ->
                                sync.mode() != Mode.OFF && !syncs.contains(segment.heapId() + " " + sync.connection())))
                .count();
        List<String> words = new ArrayList<>();
        if (otherConnections > 0) {
            words.add(Draft.counted(otherConnections, "connection"));
        }
        if (otherSyncs > 0) {
            words.add(Draft.counted(otherSyncs, "sync") + " that " + (otherSyncs == 1 ? "is" : "are") + " on");
        }
        Set<String> told = wanted.alerts().targets().stream()
                .map(target -> target.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        long otherTargets = present.alerts().targets().stream()
                .filter(target -> !told.contains(target.name().toLowerCase(Locale.ROOT)))
                .count();
        if (otherTargets > 0) {
            words.add(Draft.counted(otherTargets, "target") + " of alerts");
        }
        return words;
    }
}
