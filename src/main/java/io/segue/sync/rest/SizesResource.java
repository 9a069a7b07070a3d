package io.segue.sync.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Addressed;
import io.segue.sync.size.SizeHistory;
import io.segue.sync.size.SizeWindow;
import io.segue.sync.size.Sizes;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.Zones;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the size of a segment in LaunchDarkly went, for pipelines. */
@Path("/api/v1/segments/{id}/sizes")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class SizesResource {

    private final SizeHistory history;
    private final Addressed addressed;
    private final Zones zones;
    private final CurrentTenant tenant;

    SizesResource(SizeHistory history, Addressed addressed, Zones zones, CurrentTenant tenant) {
        this.history = history;
        this.addressed = addressed;
        this.zones = zones;
        this.tenant = tenant;
    }

    /**
     * The sizes after each run, or after several where there are very many.
     *
     * @param connections by name, in the order of the sizes
     */
    @Schema(
            name = "SegmentSizes",
            description = "The sizes after each run, or after several where there are very many.")
    public record Shown(List<String> connections, List<Size> items) {}

    /** How many keys each connection held from then on, and what was moved for it. */
    @Schema(
            name = "SegmentSize",
            description = "How many keys each connection held from then on, and what was moved for it.")
    public record Size(Instant at, List<Long> sizes, long adds, long removes) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(
            summary =
                    "The sizes of a segment in LaunchDarkly over a window (24h, 7d, 30d, 90d, all), or from one UTC day to"
                            + " another")
    public Shown get(
            @PathParam("id") String id,
            @QueryParam("window") @DefaultValue(SizeWindow.USUAL) String window,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("to") @DefaultValue("") String to) {
        SegmentSummary segment = addressed.segment(id);
        Sizes sizes = history.of(tenant.id(), segment.id(), SizeWindow.of(window, from, to, zones.now()));
        return new Shown(
                sizes.names(),
                sizes.steps().stream()
                        .map(step -> new Size(step.at(), step.sizes(), step.adds(), step.removes()))
                        .toList());
    }
}
