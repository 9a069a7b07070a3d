package io.segue.sync.preview;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Addressed;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the next run would do, for pipelines. */
@Path("/api/v1/segments/{segment}/preview")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class PreviewResource {

    private final Previews previews;
    private final PreviewFile file;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    PreviewResource(Previews previews, PreviewFile file, Addressed addressed, CurrentTenant tenant) {
        this.previews = previews;
        this.file = file;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "What a run to a connection would add and remove now, in numbers and with some of the keys")
    public Preview get(
            @PathParam("segment") String segment, @QueryParam("connectionId") @DefaultValue("") String connectionId) {
        SegmentSummary found = addressed.segment(segment);
        return previews.of(
                tenant.id(), found, addressed.connection(connectionId).number());
    }

    @GET
    @Path("/csv")
    @TenantRole(Role.VIEWER)
    @Produces(PreviewFile.CSV)
    @Operation(summary = "All of what a run would do, as CSV: a line for each key with add, remove or hold")
    public Response csv(
            @PathParam("segment") String segment, @QueryParam("connectionId") @DefaultValue("") String connectionId) {
        SegmentSummary found = addressed.segment(segment);
        return file.answer(
                tenant.id(), found, addressed.connection(connectionId).number());
    }
}
