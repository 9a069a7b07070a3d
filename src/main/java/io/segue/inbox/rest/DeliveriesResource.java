package io.segue.inbox.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.page.InboxViews;
import io.segue.inbox.replay.Replays;
import io.segue.inbox.rest.Narrowing.Narrowed;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The inbox, for pipelines. */
@Path("/api/v1/deliveries")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

    private static final String KIND = "deliveries";
    static final String PREFIX = ShownDelivery.PREFIX;
    private final Database database;
    private final InboxViews views;
    private final Narrowing narrowing;
    private final Replays replays;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    DeliveriesResource(
            Database database,
            InboxViews views,
            Narrowing narrowing,
            Replays replays,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.database = database;
        this.views = views;
        this.narrowing = narrowing;
        this.replays = replays;
        this.ids = ids;
        this.tenant = tenant;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Deliveries", description = "A piece, the newest first.")
    public record Listed(
            List<ShownDelivery> items, @Nullable String next) implements Paged {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(
            summary =
                    "Received webhook calls, the newest first. Narrowed by verdict, segment, the beginning of the task's id,"
                            + " and the time they came")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit,
            @QueryParam("before") @DefaultValue("") String before,
            @QueryParam("verdict") @DefaultValue("") String verdict,
            @QueryParam("segmentId") @DefaultValue("") String segmentId,
            @QueryParam("taskId") @DefaultValue("") String taskId,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("until") @DefaultValue("") String until) {
        Window window = Window.of(KIND, 1, cursor, limit);
        DeliveryFilter filter = narrowing.filter(new Narrowed(verdict, segmentId, taskId, from, until));
        List<Object> values = new ArrayList<>(List.of(tenant.id()));
        values.addAll(filter.values());
        long newest = before.isEmpty() ? Long.MAX_VALUE : number(before);
        values.add(window.after().map(after -> number(after.word(0))).orElse(newest));
        values.add(window.toRead());
        List<ShownDelivery> read = database.inTenant(
                tenant.id(),
                connection -> new Select(
                                ShownDelivery.COLUMNS + " where d.tenant_id = ?" + filter.condition()
                                        + " and d.id < ? order by d.id desc limit ?",
                                values.toArray())
                        .list(connection, this::shown));
        Piece<ShownDelivery> piece = window.piece(read, last -> Cursor.of(KIND, last.id()));
        return new Listed(piece.items(), piece.next());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "One delivery: its verdict, and what it changed")
    public ShownDelivery get(@PathParam("id") String id) {
        return database.inTenant(
                        tenant.id(),
                        connection -> new Select(
                                        ShownDelivery.COLUMNS + " where d.tenant_id = ? and d.id = ?",
                                        tenant.id(),
                                        number(id))
                                .first(connection, this::shown))
                .orElseThrow(DeliveriesResource::unknown);
    }

    @GET
    @Path("/{id}/body")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "What Heap sent, as it came, as long as bodies are kept")
    public Response body(@PathParam("id") String id) {
        byte[] deflated = views.body(tenant.id(), number(id)).orElseThrow(DeliveriesResource::unknown);
        StreamingOutput whole = out -> new InflaterInputStream(new ByteArrayInputStream(deflated)).transferTo(out);
        return Response.ok(whole, MediaType.APPLICATION_JSON).build();
    }

    @POST
    @Path("/{id}/replay")
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Reads one delivery again, at its old place in the order of Heap's tasks; twice is as good as once")
    public ShownDelivery replay(@PathParam("id") String id) {
        ShownDelivery delivery = get(id);
        if (!delivery.verdict().equals("waiting")) {
            long number = number(id);
            replays.replay(tenant.id(), DeliveryFilter.of(number), number, 1, id, tenant.actor());
        }
        return get(id);
    }

    private long number(String id) {
        return ids.decode(PREFIX, id).orElseThrow(DeliveriesResource::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("this delivery");
    }

    private ShownDelivery shown(ResultSet row) throws SQLException {
        return ShownDelivery.of(row, ids);
    }
}
