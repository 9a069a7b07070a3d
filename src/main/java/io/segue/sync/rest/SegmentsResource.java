package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.connection.Connections;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.Mode;
import io.segue.sync.RunCause;
import io.segue.sync.Stops;
import io.segue.sync.SyncOrder;
import io.segue.sync.Syncs;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Segments with their syncs, for pipelines. */
@Path("/api/v1/segments")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SegmentsResource {

    private static final int MOST = 500;

    private final Segments segments;
    private final SyncReads reads;
    private final RunReads runs;
    private final Syncs syncs;
    private final Stops stops;
    private final Connections connections;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    SegmentsResource(
            Segments segments,
            SyncReads reads,
            RunReads runs,
            Syncs syncs,
            Stops stops,
            Connections connections,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.segments = segments;
        this.reads = reads;
        this.runs = runs;
        this.syncs = syncs;
        this.stops = stops;
        this.connections = connections;
        this.ids = ids;
        this.tenant = tenant;
    }

    /** A page of segments by name. */
    public record Listed(List<Shown> items) {}

    /**
     * One segment.
     *
     * @param silentSince when Heap was last heard of it, while it says nothing for longer than it should
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String id,
            String heapId,
            String name,
            long members,
            Instant heardAt,
            @Nullable Instant silentSince,
            List<ShownSync> syncs) {}

    /**
     * What a sync is ordered with; what is missing stays at its usual value, and a pause as it is.
     *
     * @param paused true: nothing is sent until it is false again
     * @param empty with mode off: true removes everything that LaunchDarkly holds of the sync
     */
    public record Order(
            @Nullable String connectionId,
            @Nullable String mode,
            @Nullable Double intervalHours,
            @Nullable Boolean followHeap,
            @Nullable String keyField,
            @Nullable Boolean paused,
            @Nullable Boolean empty) {}

    /** Which sync is to run: needed when the segment has several. */
    public record RunAsked(@Nullable String connectionId) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "The tenant's segments with their syncs, by name")
    public Listed list(
            @QueryParam("name") @DefaultValue("") String name,
            @QueryParam("skip") @DefaultValue("0") int skip,
            @QueryParam("limit") @DefaultValue("500") int limit) {
        if (skip < 0 || limit < 1 || limit > MOST) {
            throw ProblemException.badRequest(
                    "Listing segments: expected skip from 0 and limit from 1 to " + MOST + ".");
        }
        return new Listed(segments.list(tenant.id(), name, skip, limit).stream()
                .map(this::shown)
                .toList());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "One segment with its syncs")
    public Shown get(@PathParam("id") String id) {
        return shown(segment(id));
    }

    @PUT
    @Path("/{id}/sync")
    @TenantRole(Role.EDITOR)
    @Operation(
            summary =
                    "Order a sync of the segment to a connection: off, once or recurring; paused true or false pauses or"
                            + " resumes it; empty true with mode off removes what LaunchDarkly holds of it")
    public Shown order(@PathParam("id") String id, @Nullable Order order) {
        SegmentSummary segment = segment(id);
        if (order == null || order.connectionId() == null) {
            throw ProblemException.badRequest("Ordering a sync: expected a connectionId, there is none.");
        }
        Mode mode = mode(order.mode());
        boolean empties = Boolean.TRUE.equals(order.empty());
        if (mode == Mode.OFF ? Boolean.TRUE.equals(order.paused()) : empties) {
            throw ProblemException.badRequest(
                    "Ordering a sync: expected paused with a mode that is on, and empty with the mode off.");
        }
        Duration interval = order.intervalHours() == null
                ? SyncOrder.USUAL_INTERVAL
                : Duration.ofSeconds(Math.round(order.intervalHours() * 3600));
        boolean followHeap = order.followHeap() == null || order.followHeap();
        SyncOrder checked = new SyncOrder(
                connections.number(order.connectionId()),
                mode,
                interval,
                followHeap,
                Optional.ofNullable(order.keyField()));
        if (empties) {
            empty(segment, order.connectionId());
        } else {
            long sync = syncs.order(tenant.id(), segment.id(), checked, tenant.actor());
            pauseOrResume(sync, order.paused());
        }
        return shown(segment(id));
    }

    @POST
    @Path("/{id}/runs")
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(summary = "Start a run now; it includes every delivery acknowledged before it begins")
    public ShownRun run(@PathParam("id") String id, @Nullable RunAsked asked) {
        SegmentSummary segment = segment(id);
        String connection = asked == null ? null : asked.connectionId();
        List<ShownSync> found = reads.ofSegment(tenant.id(), segment.id()).stream()
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
        long sync = ids.decode(ShownSync.PREFIX, found.get(0).id()).orElseThrow();
        long run = syncs.startRun(tenant.id(), sync, RunCause.PERSON, tenant.actor());
        return runs.find(tenant.id(), run).orElseThrow(() -> ProblemException.notFound("this run"));
    }

    /** As often as it is said: what is being emptied, or is empty, stays as it is. */
    private void empty(SegmentSummary segment, String connection) {
        ShownSync sync = reads.ofSegment(tenant.id(), segment.id()).stream()
                .filter(found -> found.connectionId().equals(connection))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("a sync to this connection"));
        boolean isOff = sync.mode().equals(Mode.OFF.word());
        if (!isOff || (!sync.emptying() && sync.delivered() > 0)) {
            stops.empty(tenant.id(), ids.decode(ShownSync.PREFIX, sync.id()).orElseThrow(), tenant.actor());
        }
    }

    private void pauseOrResume(long sync, @Nullable Boolean paused) {
        if (Boolean.TRUE.equals(paused)) {
            stops.pause(tenant.id(), sync, tenant.actor());
        } else if (Boolean.FALSE.equals(paused)) {
            stops.resume(tenant.id(), sync, tenant.actor());
        }
    }

    private SegmentSummary segment(String id) {
        long number =
                ids.decode(SegmentSummary.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this segment"));
        return segments.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this segment"));
    }

    private Shown shown(SegmentSummary segment) {
        return new Shown(
                ids.encode(SegmentSummary.PREFIX, segment.id()),
                segment.heapId(),
                segment.name(),
                segment.members(),
                segment.heardAt(),
                reads.silentSince(tenant.id(), segment.id()).orElse(null),
                reads.ofSegment(tenant.id(), segment.id()));
    }

    private static Mode mode(@Nullable String word) {
        try {
            return Mode.of(word == null ? "" : word);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    "Ordering a sync: expected the mode off, once or recurring, got \"" + word + "\".");
        }
    }
}
