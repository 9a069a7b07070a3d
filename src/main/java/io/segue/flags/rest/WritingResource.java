package io.segue.flags.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.ComparedChange;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.connection.CheckStep;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.engine.Previews;
import io.segue.flags.write.FlagValuePreview;
import io.segue.flags.write.SdkKeys;
import io.segue.flags.write.WriteMode;
import io.segue.flags.write.WriteOrder;
import io.segue.flags.write.WriteOrders;
import io.segue.flags.write.WriteSettings;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Flag values that are written to Heap from the server, for pipelines. */
@Path("/api/v1/flags/writing")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WritingResource {

    private static final long USUAL_HOURS = 4;

    private final Connections connections;
    private final WriteOrders orders;
    private final SdkKeys keys;
    private final Previews previews;
    private final OpaqueIds ids;
    private final Versions versions;
    private final ComparedChange change;
    private final CurrentTenant tenant;

    WritingResource(
            Connections connections,
            WriteOrders orders,
            SdkKeys keys,
            Previews previews,
            OpaqueIds ids,
            Versions versions,
            ComparedChange change,
            CurrentTenant tenant) {
        this.versions = versions;
        this.change = change;
        this.connections = connections;
        this.orders = orders;
        this.keys = keys;
        this.previews = previews;
        this.ids = ids;
        this.tenant = tenant;
    }

    /** An order, without its SDK key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagWriting", description = "An order, without its SDK key.")
    public record Shown(
            WriteMode mode,
            long intervalHours,
            @Nullable String appId,
            @Nullable HeapRegion region,
            List<String> segmentIds,
            boolean idsAreHeapIdentities,
            @Nullable String sdkKeyLastFour,
            @Nullable Instant checkedAt,
            List<CheckStep> checkSteps,
            String state,
            @Nullable Instant nextRunAt,
            @Nullable Instant failingSince,
            @Nullable String failure,
            long written)
            implements Versioned {

        @Override
        public Object settings() {
            return Arrays.asList(mode, intervalHours, appId, region, segmentIds, sdkKeyLastFour, idsAreHeapIdentities);
        }
    }

    /** What is asked for; what is not named stays as it was. No segments means all of them. */
    @Schema(
            name = "FlagWritingOrder",
            description = "What is asked for; what is not named stays as it was. No segments means all of them.")
    public record Asked(
            @Nullable String mode,
            @Nullable Long intervalHours,
            @Nullable String appId,
            @Nullable String region,
            @Nullable List<String> segmentIds,
            @Nullable Boolean idsAreHeapIdentities) {}

    /** A key to store; never answered. */
    @Schema(name = "SdkKey", description = "A key to store; never answered.")
    public record Key(@Nullable String sdkKey) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** The steps of a check. */
    @Schema(name = "SdkKeyCheck", description = "The steps of a check.")
    public record Checked(List<CheckStep> steps) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows how flag values of a connection are written to Heap from the server")
    public Shown get(@RestQuery @DefaultValue("") String connectionId) {
        return shown(orders.find(tenant.id(), place(connectionId).number()));
    }

    @PUT
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Orders flag values to be written to Heap from the server, or not any more")
    public Shown order(@RestQuery @DefaultValue("") String connectionId, @Nullable Asked asked) {
        if (asked == null) {
            throw ProblemException.nothingAsked();
        }
        ConnectionSummary place = place(connectionId);
        Optional<WriteOrder> before = orders.find(tenant.id(), place.number());
        versions.require(shown(before));
        return shown(Optional.of(orders.order(tenant.id(), place, settings(asked, before), tenant.actor())));
    }

    @PUT
    @Path("/sdk-key")
    @TenantRole(Role.EDITOR)
    @ChecksVersion(byItself = true)
    @Operation(summary = "Stores the environment's SDK key, and checks it")
    public Checked key(@RestQuery @DefaultValue("") String connectionId, @Nullable Key key) throws Exception {
        String pasted = key == null || key.sdkKey() == null ? "" : key.sdkKey();
        ConnectionSummary place = change.together(() -> {
            versions.require(get(connectionId));
            ConnectionSummary found = place(connectionId);
            keys.store(tenant.id(), found, pasted, tenant.actor());
            return found;
        });
        // LaunchDarkly may take its time: other changes of the tenant do not wait for it.
        return new Checked(keys.check(tenant.id(), place));
    }

    @POST
    @Path("/check")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Checks the environment's SDK key again")
    public Checked check(@RestQuery @DefaultValue("") String connectionId) {
        return new Checked(keys.check(tenant.id(), place(connectionId)));
    }

    @GET
    @Path("/preview")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Finds what the next run would write, and writes nothing")
    public FlagValuePreview preview(@RestQuery @DefaultValue("") String connectionId) {
        return previews.of(tenant.id(), place(connectionId).number());
    }

    private ConnectionSummary place(String connectionId) {
        return connections.get(tenant.id(), connectionId);
    }

    private WriteSettings settings(Asked asked, Optional<WriteOrder> before) {
        String appId = asked.appId() != null
                ? asked.appId()
                : before.flatMap(WriteOrder::place).map(HeapPlace::appId).orElse("");
        HeapRegion region = asked.region() != null
                ? HeapRegion.of(asked.region())
                : before.flatMap(WriteOrder::place).map(HeapPlace::region).orElse(HeapRegion.US);
        WriteMode mode = asked.mode() != null
                ? WriteMode.of(asked.mode())
                : before.map(WriteOrder::mode).orElse(WriteMode.OFF);
        long hours = asked.intervalHours() != null
                ? asked.intervalHours()
                : before.map(order -> order.interval().toHours()).orElse(USUAL_HOURS);
        List<Long> segments = asked.segmentIds() != null
                ? asked.segmentIds().stream().map(this::segment).toList()
                : before.map(WriteOrder::segments).orElse(List.of());
        return new WriteSettings(
                new HeapPlace(appId, region),
                mode,
                Duration.ofHours(hours),
                segments,
                Boolean.TRUE.equals(asked.idsAreHeapIdentities()));
    }

    private long segment(String id) {
        return ids.decode(SegmentSummary.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this segment"));
    }

    private Shown shown(Optional<WriteOrder> order) {
        return order.map(found -> new Shown(
                        found.mode(),
                        found.interval().toHours(),
                        found.place().map(HeapPlace::appId).orElse(null),
                        found.place().map(HeapPlace::region).orElse(null),
                        found.segments().stream()
                                .map(segment -> ids.encode(SegmentSummary.PREFIX, segment))
                                .toList(),
                        found.identityBy().isPresent(),
                        found.keyLastFour().orElse(null),
                        found.checkedAt().orElse(null),
                        found.checkSteps(),
                        found.state(),
                        found.nextRunAt().orElse(null),
                        found.failingSince().orElse(null),
                        found.failure().orElse(null),
                        found.written()))
                .orElseGet(() -> new Shown(
                        WriteMode.OFF,
                        USUAL_HOURS,
                        null,
                        null,
                        List.of(),
                        false,
                        null,
                        null,
                        List.of(),
                        "ready",
                        null,
                        null,
                        null,
                        0));
    }
}
