package io.segue.configuration.plan;

import io.segue.configuration.document.Configuration;
import io.segue.configuration.document.ConnectionEntry;
import io.segue.configuration.document.NewSegmentsEntry;
import io.segue.configuration.document.NewSegmentsEntry.TurnedOn;
import io.segue.configuration.document.RemovalsEntry;
import io.segue.configuration.document.SegmentEntry;
import io.segue.configuration.document.SettingsEntry;
import io.segue.configuration.document.Spot;
import io.segue.configuration.document.SyncEntry;
import io.segue.connection.ConnectionSummary;
import io.segue.sync.Mode;
import io.segue.sync.arrival.ArrivalRule;
import io.segue.sync.hold.HoldPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A tenant as it is: everything that a document can say of it.
 *
 * @param newSegments empty: they stay off
 */
public record Present(
        int signatureWindowSeconds,
        HoldPolicy rule,
        Optional<ArrivalRule> newSegments,
        PresentAlerts alerts,
        List<ConnectionSummary> connections,
        List<PresentSegment> segments) {

    public Present {
        connections = List.copyOf(connections);
        segments = List.copyOf(segments);
    }

    /** The document that describes it: segments of which nobody decided anything are left out. */
    public Configuration configuration() {
        Map<Long, ConnectionSummary> byNumber =
                connections.stream().collect(Collectors.toMap(ConnectionSummary::number, Function.identity()));
        return new Configuration(
                new SettingsEntry(
                        Spot.NOWHERE,
                        Optional.of(signatureWindowSeconds),
                        Optional.of(entry(rule)),
                        Optional.of(entry(newSegments, byNumber))),
                alerts.entry(),
                connections.stream()
                        .map(connection -> new ConnectionEntry(
                                Spot.NOWHERE,
                                connection.name(),
                                Optional.of(connection.region()),
                                Optional.of(connection.clientSideId())))
                        .toList(),
                segments.stream()
                        .filter(PresentSegment::isConfigured)
                        .map(segment -> entry(segment, byNumber))
                        .toList());
    }

    private static NewSegmentsEntry entry(Optional<ArrivalRule> rule, Map<Long, ConnectionSummary> connections) {
        return new NewSegmentsEntry(
                Spot.NOWHERE,
                rule.map(on -> new TurnedOn(
                        connections.get(on.connection()).name(),
                        on.keyField(),
                        Optional.of(on.interval()),
                        Optional.of(on.followHeap()))));
    }

    private static SegmentEntry entry(PresentSegment segment, Map<Long, ConnectionSummary> connections) {
        return new SegmentEntry(
                Spot.NOWHERE,
                segment.heapId(),
                Optional.of(segment.name()),
                segment.syncs().isEmpty() ? Optional.empty() : segment.keyField(),
                segment.ownRule().map(Present::entry),
                segment.syncs().stream()
                        .map(sync ->
                                entry(sync, connections.get(sync.connection()).name()))
                        .toList());
    }

    private static SyncEntry entry(PresentSync sync, String connection) {
        return new SyncEntry(
                Spot.NOWHERE,
                connection,
                sync.mode(),
                Optional.of(sync.interval()),
                Optional.of(sync.followHeap()),
                Optional.of(sync.isPaused()).filter(paused -> paused && sync.mode() != Mode.OFF),
                Optional.of(sync.isEmpty()).filter(empty -> empty && sync.mode() == Mode.OFF));
    }

    private static RemovalsEntry entry(HoldPolicy policy) {
        return new RemovalsEntry(Spot.NOWHERE, Optional.of(policy));
    }
}
