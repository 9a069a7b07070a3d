package io.segue.flags.page;

import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.flags.choice.Choices;
import io.segue.flags.page.ServerView.SegmentRow;
import io.segue.flags.write.WriteOrder;
import io.segue.flags.write.WriteOrders;
import io.segue.flags.write.WriteRuns;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.tenant.CurrentTenant;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Gathers what the page "From the server" shows. */
@ApplicationScoped
class ServerViews {

    private static final int SEGMENTS_SHOWN = 500;
    private static final int RUNS_SHOWN = 20;
    private static final int REFUSED_SHOWN = 20;

    private final Connections connections;
    private final Choices choices;
    private final WriteOrders orders;
    private final WriteRuns runs;
    private final Segments segments;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    ServerViews(
            Connections connections,
            Choices choices,
            WriteOrders orders,
            WriteRuns runs,
            Segments segments,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.connections = connections;
        this.choices = choices;
        this.orders = orders;
        this.runs = runs;
        this.segments = segments;
        this.ids = ids;
        this.tenant = tenant;
    }

    ServerView saved(ConnectionSummary place) {
        return drafted(place, formOf(place), Optional.empty());
    }

    /** With what was typed, and what is wrong with it. */
    ServerView drafted(ConnectionSummary place, ServerForm form, Optional<ShownError> error) {
        long id = tenant.id();
        List<SegmentRow> rows = segments.list(id, "", 0, SEGMENTS_SHOWN).stream()
                .map(segment -> row(segment, form))
                .toList();
        return new ServerView(
                new Places(connections.list(id), place),
                tenant.canEdit(),
                choices.current(id, place.number()),
                orders.find(id, place.number()),
                rows,
                runs.latest(id, place.number(), RUNS_SHOWN),
                runs.refused(id, place.number(), REFUSED_SHOWN),
                form,
                error);
    }

    ServerForm formOf(ConnectionSummary place) {
        Optional<WriteOrder> order = orders.find(tenant.id(), place.number());
        return order.map(found -> ServerForm.of(
                        found, found.segments().stream().map(this::segmentId).toList()))
                .orElseGet(ServerForm::empty);
    }

    long segmentNumber(String id) {
        return ids.decode(SegmentSummary.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this segment"));
    }

    private String segmentId(long number) {
        return ids.encode(SegmentSummary.PREFIX, number);
    }

    private SegmentRow row(SegmentSummary segment, ServerForm form) {
        String id = segmentId(segment.id());
        return new SegmentRow(
                id, segment.name(), segment.members(), form.segments().contains(id));
    }
}
