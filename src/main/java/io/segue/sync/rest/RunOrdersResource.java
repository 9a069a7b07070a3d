package io.segue.sync.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Addressed;
import io.segue.sync.Mode;
import io.segue.sync.Rebuilds;
import io.segue.sync.RunCause;
import io.segue.sync.Syncs;
import io.segue.sync.verify.VerificationDesk;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Asking for runs of a segment's sync, for pipelines. */
@Path("/api/v1/segments")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RunOrdersResource {

    private final SegmentReads segments;
    private final RunReads runs;
    private final Syncs syncs;
    private final Rebuilds rebuilds;
    private final VerificationDesk desk;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    RunOrdersResource(
            SegmentReads segments,
            RunReads runs,
            Syncs syncs,
            Rebuilds rebuilds,
            VerificationDesk desk,
            Addressed addressed,
            CurrentTenant tenant) {
        this.segments = segments;
        this.runs = runs;
        this.syncs = syncs;
        this.rebuilds = rebuilds;
        this.desk = desk;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    /** Which sync is to run: needed when the segment has several. */
    @Schema(name = "RunRequest", description = "Which sync is to run: needed when the segment has several.")
    public record RunAsked(@Nullable String connectionId) {}

    @POST
    @Path("/{id}/runs")
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(summary = "Start a run now; it includes every delivery acknowledged before it begins")
    public ShownRun run(@PathParam("id") String id, @Nullable RunAsked asked) {
        ShownSync sync = sync(addressed.segment(id), asked == null ? null : asked.connectionId());
        long number = addressed.number(ShownSync.PREFIX, sync.id(), "this sync");
        return shown(syncs.startRun(tenant.id(), number, RunCause.PERSON, tenant.actor()));
    }

    @POST
    @Path("/{id}/rebuild")
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Start a run that compares everything that should be in LaunchDarkly with all that it confirmed; one"
                            + " that goes on already is the same one")
    public ShownRun rebuild(@PathParam("id") String id, @Nullable RunAsked asked) {
        SegmentSummary segment = addressed.segment(id);
        ShownSync sync = sync(segment, asked == null ? null : asked.connectionId());
        long connection = addressed.connection(sync.connectionId()).number();
        return shown(rebuilds.rebuild(tenant.id(), segment.id(), connection, tenant.actor()));
    }

    @POST
    @Path("/{id}/send-all")
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Have the next run, at once, send every member again, as when LaunchDarkly lost the segment; whatever it"
                            + " holds already stays as it is")
    public ShownSegment sendAllAgain(@PathParam("id") String id, @Nullable RunAsked asked) {
        SegmentSummary segment = addressed.segment(id);
        ShownSync sync = sync(segment, asked == null ? null : asked.connectionId());
        long connection = addressed.connection(sync.connectionId()).number();
        desk.sendAllAgain(tenant.id(), segment.id(), connection, tenant.actor());
        return segments.shown(tenant.id(), segment);
    }

    private ShownSync sync(SegmentSummary segment, @Nullable String connection) {
        if (connection != null) {
            addressed.connection(connection);
        }
        List<ShownSync> found = segments.shown(tenant.id(), segment).syncs().stream()
                .filter(sync -> connection == null
                        ? !sync.mode().equals(Mode.OFF.word())
                        : sync.connectionId().equals(connection))
                .toList();
        if (found.isEmpty()) {
            throw ProblemException.conflict(
                    "Starting a run: expected a sync that is on, this segment has none. Order one with PUT …/sync first.");
        }
        if (found.size() > 1) {
            throw ProblemException.badRequest("Starting a run: the segment has " + found.size()
                    + " syncs; expected the connectionId of one of them.");
        }
        return found.get(0);
    }

    private ShownRun shown(long run) {
        return runs.find(tenant.id(), run).orElseThrow(() -> ProblemException.notFound("this run"));
    }
}
