package io.segue.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The inbox, for pipelines. */
@Path("/api/v1/deliveries")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

    private static final int MOST = 500;
    private static final String PREFIX = "dlv";

    private final Database database;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    DeliveriesResource(Database database, OpaqueIds ids, CurrentTenant tenant) {
        this.database = database;
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
            @Nullable Instant appliedAt) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Received webhook calls, the newest first; before continues behind a delivery")
    public Listed list(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("before") @DefaultValue("") String before) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.badRequest("Listing deliveries: expected a limit from 1 to " + MOST + ".");
        }
        long below = before.isEmpty()
                ? Long.MAX_VALUE
                : ids.decode(PREFIX, before).orElseThrow(() -> ProblemException.notFound("this delivery"));
        return new Listed(database.inTenant(
                tenant.id(), connection -> new Select("""
                select id, received_at, verdict, fault, action, heap_segment_id, task_id, page_number, total_pages, adds,
                       removes, blanks, changed, late, duplicates, applied_at
                  from delivery where tenant_id = ? and id < ? order by received_at desc, id desc limit ?""", tenant.id(), below, limit).list(connection, this::shown)));
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
                Select.time(row, "applied_at").orElse(null));
    }
}
