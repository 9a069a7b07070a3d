package io.segue.sync;

import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.tenant.CurrentTenant;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** What an address names by opaque ids: another tenant's is as unknown as what never was. */
@ApplicationScoped
public class Addressed {

    private final Segments segments;
    private final Connections connections;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    Addressed(Segments segments, Connections connections, OpaqueIds ids, CurrentTenant tenant) {
        this.segments = segments;
        this.connections = connections;
        this.ids = ids;
        this.tenant = tenant;
    }

    public SegmentSummary segment(String id) {
        long number = number(SegmentSummary.PREFIX, id, "this segment");
        return segments.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this segment"));
    }

    public ConnectionSummary connection(String id) {
        long number = number(Connections.PREFIX, id, "this connection");
        return connections.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this connection"));
    }

    /** The number behind an opaque id; called so when there is none. */
    public long number(String prefix, String id, String called) {
        return ids.decode(prefix, id).orElseThrow(() -> ProblemException.notFound(called));
    }
}
