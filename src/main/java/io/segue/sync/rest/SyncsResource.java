package io.segue.sync.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versions;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Addressed;
import io.segue.sync.Mode;
import io.segue.sync.Stops;
import io.segue.sync.SyncOrder;
import io.segue.sync.Syncs;
import io.segue.sync.page.ManyOrders;
import io.segue.sync.page.ManyOrders.Done;
import io.segue.sync.page.ManyOrders.Many;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Ordering syncs, for pipelines. */
@Path("/api/v1/segments")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SyncsResource {

    private static final double MOST_HOURS = 1_000_000;

    private final SegmentReads segments;
    private final Syncs syncs;
    private final Stops stops;
    private final ManyOrders many;
    private final Addressed addressed;
    private final OpaqueIds ids;
    private final Versions versions;
    private final CurrentTenant tenant;

    SyncsResource(
            SegmentReads segments,
            Syncs syncs,
            Stops stops,
            ManyOrders many,
            Addressed addressed,
            OpaqueIds ids,
            Versions versions,
            CurrentTenant tenant) {
        this.segments = segments;
        this.syncs = syncs;
        this.stops = stops;
        this.many = many;
        this.addressed = addressed;
        this.ids = ids;
        this.versions = versions;
        this.tenant = tenant;
    }

    /**
     * What a sync is ordered with; what is missing stays at its usual value, and a pause as it is.
     *
     * @param paused true: nothing is sent until it is false again
     * @param empty with mode off: true removes everything that LaunchDarkly holds of the sync
     */
    @Schema(
            name = "SyncOrder",
            description =
                    "What a sync is ordered with; what is missing stays at its usual value, and a pause as it is.")
    public record Order(
            @Nullable String connectionId,
            @Nullable String mode,
            @Nullable Double intervalHours,
            @Nullable Boolean followHeap,
            @Nullable String keyField,
            @Nullable Boolean paused,
            @Nullable Boolean empty) {}

    /**
     * Many segments at once; each keeps its interval.
     *
     * @param connectionId may be missing while there is a single connection
     * @param keyField that holds LaunchDarkly's key in those nobody chose one for; the others keep theirs
     * @param includeUnlooked true says the same as the keyField id
     */
    @Schema(name = "SyncOrderOfMany", description = "Many segments at once; each keeps its interval.")
    public record OrderOfMany(
            @Nullable List<@Nullable String> segmentIds,
            @Nullable String connectionId,
            @Nullable String mode,
            @Nullable String keyField,
            @Nullable Boolean includeUnlooked) {}

    @PUT
    @Path("/{id}/sync")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(
            summary =
                    "Order a sync of the segment to a connection: off, once or recurring; paused true or false pauses or"
                            + " resumes it; empty true with mode off removes what LaunchDarkly holds of it")
    public ShownSegment order(@PathParam("id") String id, @Nullable Order order) {
        SegmentSummary segment = addressed.segment(id);
        versions.require(segments.shown(tenant.id(), segment));
        if (order == null || order.connectionId() == null) {
            throw ProblemException.badRequest("Ordering a sync: expected a connectionId, there is none.");
        }
        Mode mode = mode(order.mode());
        boolean empties = Boolean.TRUE.equals(order.empty());
        if (mode == Mode.OFF ? Boolean.TRUE.equals(order.paused()) : empties) {
            throw ProblemException.badRequest(
                    "Ordering a sync: expected paused with a mode that is on, and empty with the mode off.");
        }
        boolean followHeap = order.followHeap() == null || order.followHeap();
        SyncOrder checked = new SyncOrder(
                addressed.number("con", order.connectionId(), "this connection"),
                mode,
                interval(order.intervalHours()),
                followHeap,
                Optional.ofNullable(order.keyField()));
        if (empties) {
            empty(segment, order.connectionId());
        } else {
            long sync = syncs.order(tenant.id(), segment.id(), checked, tenant.actor());
            pauseOrResume(sync, order.paused());
        }
        return segments.shown(tenant.id(), addressed.segment(id));
    }

    @POST
    @Path("/syncs")
    @TenantRole(Role.EDITOR)
    @Operation(
            summary =
                    "Turn up to 200 segments on or off at once. Those that are as wished already are left alone. Where"
                            + " nobody chose the key field yet, keyField has to name it; else nothing is turned on")
    public Done orderMany(@Nullable OrderOfMany order) {
        if (order == null || order.segmentIds() == null) {
            throw ProblemException.badRequest("Turning segments on or off: expected segmentIds, there are none.");
        }
        Optional<String> keyField = Optional.ofNullable(order.keyField())
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .or(() -> Boolean.TRUE.equals(order.includeUnlooked()) ? Optional.of("id") : Optional.empty());
        return many.turnNamed(new Many(
                order.segmentIds().stream().map(id -> Objects.toString(id, "")).toList(),
                order.connectionId() == null ? "" : order.connectionId(),
                mode(order.mode()),
                keyField));
    }

    /** As often as it is said: what is being emptied, or is empty, stays as it is. */
    private void empty(SegmentSummary segment, String connection) {
        ShownSync sync = segments.shown(tenant.id(), segment).syncs().stream()
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

    /** What is far beyond any interval stays so, and is refused as one. */
    private static Duration interval(@Nullable Double hours) {
        return hours == null
                ? SyncOrder.USUAL_INTERVAL
                : Duration.ofSeconds(Math.round(Math.max(-MOST_HOURS, Math.min(MOST_HOURS, hours)) * 3600));
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
