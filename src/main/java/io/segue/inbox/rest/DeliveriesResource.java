package io.segue.inbox.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.replay.Replays;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The inbox, for pipelines. */
@Path("/api/v1/deliveries")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

    private static final int MOST = 500;
    private static final String PREFIX = "dlv";
    private static final String COLUMNS = """
            select d.id, d.received_at, d.verdict, d.fault, d.action, d.heap_segment_id, d.task_id, d.page_number,
                   d.total_pages, d.adds, d.removes, d.blanks, d.changed, d.late, d.duplicates, d.applied_at, d.replays,
                   d.replayed_at
              from delivery d""";

    private final Database database;
    private final Replays replays;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    DeliveriesResource(Database database, Replays replays, OpaqueIds ids, CurrentTenant tenant) {
        this.database = database;
        this.replays = replays;
        this.ids = ids;
        this.tenant = tenant;
    }

    /** A page, the newest first. */
    public record Listed(List<Shown> items) {}

    /** One delivery without its body. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String id,
            Instant receivedAt,
            String verdict,
            @Nullable String fault,
            String action,
            @Nullable String heapSegmentId,
            @Nullable String taskId,
            long page,
            long totalPages,
            int adds,
            int removes,
            int blanks,
            int changed,
            boolean late,
            int duplicates,
            @Nullable Instant appliedAt,
            int replays,
            @Nullable Instant replayedAt) {}

    /**
     * Which deliveries are meant: narrowed as the list is.
     *
     * @param count how many these are, as the caller counted them: others are not replayed
     * @param upTo the newest of them
     */
    public record ReplayRequest(
            @Nullable String verdict,
            @Nullable String segmentId,
            @Nullable String taskId,
            @Nullable Instant from,
            @Nullable Instant until,
            long count,
            String upTo) {}

    /** So many are read again, behind the answer. */
    public record Replayed(long count) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(
            summary =
                    "Received webhook calls, the newest first; before continues behind a delivery. Narrowed by verdict,"
                            + " segment, the beginning of the task's id, and the time they came")
    public Listed list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("before") @DefaultValue("") String before,
            @QueryParam("verdict") @DefaultValue("") String verdict,
            @QueryParam("segmentId") @DefaultValue("") String segmentId,
            @QueryParam("taskId") @DefaultValue("") String taskId,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("until") @DefaultValue("") String until) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.badRequest("Listing deliveries: expected a limit from 1 to " + MOST + ".");
        }
        DeliveryFilter filter = filter(verdict, segmentId, taskId, time("from", from), time("until", until));
        List<Object> values = new ArrayList<>(List.of(tenant.id()));
        values.addAll(filter.values());
        values.add(before.isEmpty() ? Long.MAX_VALUE : number(before));
        values.add(limit);
        return new Listed(database.inTenant(
                tenant.id(),
                connection -> new Select(
                                COLUMNS + " where d.tenant_id = ?" + filter.condition()
                                        + " and d.id < ? order by d.id desc limit ?",
                                values.toArray())
                        .list(connection, this::shown)));
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "One delivery: its verdict, and what it changed")
    public Shown get(@PathParam("id") String id) {
        return database.inTenant(
                        tenant.id(),
                        connection -> new Select(
                                        COLUMNS + " where d.tenant_id = ? and d.id = ?", tenant.id(), number(id))
                                .first(connection, this::shown))
                .orElseThrow(DeliveriesResource::unknown);
    }

    @POST
    @Path("/{id}/replay")
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Reads one delivery again, at its old place in the order of Heap's tasks; twice is as good as once")
    public Shown replay(@PathParam("id") String id) {
        Shown delivery = get(id);
        if (!delivery.verdict().equals("waiting")) {
            long number = number(id);
            replays.replay(tenant.id(), DeliveryFilter.of(number), number, 1, id, tenant.actor());
        }
        return get(id);
    }

    @POST
    @Path("/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Reads many deliveries again: those that fit, up to one; 409 when they are not as many as counted")
    public Replayed replayMany(@Nullable ReplayRequest request) {
        if (request == null || request.upTo() == null) {
            throw ProblemException.badRequest(
                    "Replaying deliveries: expected count and upTo, and what narrows them, in JSON.");
        }
        DeliveryFilter filter = filter(
                orEmpty(request.verdict()),
                orEmpty(request.segmentId()),
                orEmpty(request.taskId()),
                Optional.ofNullable(request.from()),
                Optional.ofNullable(request.until()));
        return new Replayed(replays.replay(
                tenant.id(), filter, number(request.upTo()), request.count(), "by the API", tenant.actor()));
    }

    private DeliveryFilter filter(
            String verdict, String segmentId, String taskId, Optional<Instant> from, Optional<Instant> until) {
        if (!verdict.isEmpty() && !DeliveryFilter.VERDICTS.contains(verdict)) {
            throw ProblemException.badRequest("Narrowing deliveries: expected a verdict of "
                    + String.join(", ", DeliveryFilter.VERDICTS) + ", got another.");
        }
        Optional<Long> segment = segmentId.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ids.decode("seg", segmentId).orElseThrow(() -> ProblemException.notFound("this segment")));
        return new DeliveryFilter(Optional.empty(), from, until, verdict, segment, "", taskId);
    }

    private static Optional<Instant> time(String name, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest(
                    "Narrowing deliveries: expected " + name + " as a time such as 2026-11-24T12:00:00Z.");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private long number(String id) {
        return ids.decode(PREFIX, id).orElseThrow(DeliveriesResource::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("this delivery");
    }

    private Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                ids.encode(PREFIX, row.getLong("id")),
                row.getTimestamp("received_at").toInstant(),
                row.getString("verdict"),
                row.getString("fault"),
                row.getString("action"),
                row.getString("heap_segment_id"),
                row.getString("task_id"),
                row.getLong("page_number"),
                row.getLong("total_pages"),
                row.getInt("adds"),
                row.getInt("removes"),
                row.getInt("blanks"),
                row.getInt("changed"),
                row.getBoolean("late"),
                row.getInt("duplicates"),
                Select.time(row, "applied_at").orElse(null),
                row.getInt("replays"),
                Select.time(row, "replayed_at").orElse(null));
    }
}
