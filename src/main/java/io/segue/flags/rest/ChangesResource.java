package io.segue.flags.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.change.ChangeHookState;
import io.segue.flags.change.ChangeHooks;
import io.segue.flags.change.ChangeOrders;
import io.segue.flags.change.ChangeOrders.ChangeOrder;
import io.segue.flags.change.ChangeOrders.Told;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Changed flags as events in Heap, for pipelines. */
@Path("/api/v1/flags/changes")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ChangesResource {

    private static final String KIND = "flag-changes";

    private final Connections connections;
    private final ChangeHooks hooks;
    private final ChangeOrders orders;
    private final Versions versions;
    private final CurrentTenant tenant;

    ChangesResource(
            Connections connections, ChangeHooks hooks, ChangeOrders orders, Versions versions, CurrentTenant tenant) {
        this.versions = versions;
        this.connections = connections;
        this.hooks = hooks;
        this.orders = orders;
        this.tenant = tenant;
    }

    /** How changes of a connection are sent, and the latest ones. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagChanges", description = "How changes of a connection are sent, and the latest ones.")
    public record Shown(
            boolean on,
            String identity,
            @Nullable String appId,
            @Nullable HeapRegion region,
            String state,
            @Nullable String failure,
            @Nullable String urlLastFour,
            @Nullable String secretLastFour,
            @Nullable Instant lastCallAt,
            List<ShownChange> items,
            @Nullable String next)
            implements Versioned, Paged {

        @Override
        public Object settings() {
            return Arrays.asList(on, identity, appId, region, urlLastFour, secretLastFour);
        }
    }

    /** One change, and what became of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagChange", description = "One change, and what became of it.")
    public record ShownChange(
            String flag,
            String name,
            String environment,
            @Nullable Boolean on,
            String change,
            String who,
            String link,
            Instant at,
            String state,
            @Nullable String reason,
            @Nullable String code) {

        static ShownChange of(Told told) {
            return new ShownChange(
                    told.flagKey(),
                    told.flagName(),
                    told.environment(),
                    told.on().orElse(null),
                    told.verb(),
                    told.who(),
                    told.link(),
                    told.at(),
                    told.state(),
                    told.reason().isEmpty() ? null : told.reason(),
                    told.isRefused() ? told.error().code() : null);
        }
    }

    /** What is asked for. */
    @Schema(name = "FlagChangesOrder", description = "What is asked for.")
    public record Asked(
            @Nullable Boolean on,
            @Nullable String identity,
            @Nullable String appId,
            @Nullable String region) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows how changed flags of a connection become events in Heap, and the latest changes")
    public Shown get(
            @RestQuery @DefaultValue("") String connectionId,
            @RestQuery @DefaultValue("") String cursor,
            @RestQuery @DefaultValue(Window.USUAL) int limit) {
        return shown(place(connectionId), Window.ofWhole(KIND, cursor, limit));
    }

    @PUT
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Turns events of changed flags on or off; what is not named stays as it was")
    public Shown order(@RestQuery @DefaultValue("") String connectionId, @Nullable Asked asked) {
        if (asked == null) {
            throw ProblemException.nothingAsked();
        }
        ConnectionSummary place = place(connectionId);
        versions.require(latest(place));
        ChangeOrder before = orders.find(tenant.id(), place.number());
        String appId =
                asked.appId() == null ? before.place().map(HeapPlace::appId).orElse("") : asked.appId();
        HeapRegion region = asked.region() == null
                ? before.place().map(HeapPlace::region).orElse(HeapRegion.US)
                : HeapRegion.of(asked.region());
        orders.order(
                tenant.id(),
                place,
                asked.on() == null ? before.isOn() : asked.on(),
                asked.identity() == null ? before.identity() : asked.identity(),
                new HeapPlace(appId, region),
                tenant.actor());
        return latest(place);
    }

    private ConnectionSummary place(String connectionId) {
        return connections.get(tenant.id(), connectionId);
    }

    private Shown latest(ConnectionSummary place) {
        return shown(place, Window.ofWhole(KIND, "", Integer.parseInt(Window.USUAL)));
    }

    private Shown shown(ConnectionSummary place, Window window) {
        long skip = window.after().map(after -> Math.max(0, after.number(0))).orElse(0L);
        Piece<Told> piece = window.piece(
                orders.latest(tenant.id(), place.number(), skip, window.toRead()),
                last -> Cursor.of(KIND, skip + window.limit()));
        ChangeOrder order = orders.find(tenant.id(), place.number());
        ChangeHookState hook = hooks.state(tenant.id());
        return new Shown(
                order.isOn(),
                order.identity(),
                order.place().map(HeapPlace::appId).orElse(null),
                order.place().map(HeapPlace::region).orElse(null),
                order.state(),
                order.failure().orElse(null),
                hook.tokenLastFour().orElse(null),
                hook.secretLastFour().orElse(null),
                hook.lastCallAt().orElse(null),
                piece.items(ShownChange::of),
                piece.next());
    }
}
