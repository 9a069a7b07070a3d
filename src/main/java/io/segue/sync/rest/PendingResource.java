package io.segue.sync.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.sync.Addressed;
import io.segue.sync.difference.PendingPlan;
import io.segue.sync.difference.PendingPlanner;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What waits to be sent, for pipelines: cheaper and less exact than a preview. */
@Path("/api/v1/segments/{id}/pending")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class PendingResource {

    private final SegmentReads reads;
    private final PendingPlanner planner;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    PendingResource(SegmentReads reads, PendingPlanner planner, Addressed addressed, CurrentTenant tenant) {
        this.reads = reads;
        this.planner = planner;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    /** What waits, for each sync of a segment. */
    @Schema(name = "PendingChanges", description = "What waits to be sent, for each sync of a segment.")
    public record Listed(List<Pending> items) {}

    /**
     * What the next run of a sync would send.
     *
     * @param exact false when there are no more than these, and perhaps fewer
     */
    @Schema(name = "SyncPending", description = "What the next run of a sync would send.")
    public record Pending(String syncId, String connectionId, long adds, long removes, boolean exact) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "What waits to be sent of a segment, for each of its syncs")
    public Listed get(@PathParam("id") String id) {
        return new Listed(reads.shown(tenant.id(), addressed.segment(id)).syncs().stream()
                .map(this::pending)
                .toList());
    }

    private Pending pending(ShownSync sync) {
        PendingPlan plan = planner.plan(tenant.id(), addressed.number(ShownSync.PREFIX, sync.id(), "this sync"));
        return new Pending(sync.id(), sync.connectionId(), plan.adds(), plan.removes(), plan.isExact());
    }
}
