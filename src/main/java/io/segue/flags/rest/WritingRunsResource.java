package io.segue.flags.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.flags.write.WriteOrders;
import io.segue.flags.write.WriteRuns;
import io.segue.flags.write.WriteRuns.AllRefused;
import io.segue.flags.write.WriteRuns.Refused;
import io.segue.flags.write.WriteRuns.WriteCall;
import io.segue.flags.write.WriteRuns.WriteRun;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Runs that write flag values to Heap, for pipelines. */
@Path("/api/v1/flags/writing")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WritingRunsResource {

    private static final String KIND = "flag-runs";
    private static final String CALLS = "flag-calls";
    private static final String REFUSED = "flag-refused";

    private final Connections connections;
    private final WriteOrders orders;
    private final WriteRuns runs;
    private final CurrentTenant tenant;

    WritingRunsResource(Connections connections, WriteOrders orders, WriteRuns runs, CurrentTenant tenant) {
        this.connections = connections;
        this.orders = orders;
        this.runs = runs;
        this.tenant = tenant;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagRuns", description = "A piece, the newest first.")
    public record Runs(List<ShownWriting> items, @Nullable String next) implements Paged {}

    /** The calls of a run that are kept, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagRunCalls", description = "The calls of a run that are kept, the newest first.")
    public record Calls(List<Call> items, @Nullable String next) implements Paged {}

    /** One call to Heap. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagRunCall", description = "One call to Heap.")
    public record Call(
            int number, Instant at, int users, @Nullable Integer status, String outcome, int millis, String message) {

        static Call of(WriteCall call) {
            return new Call(
                    call.ordinal(),
                    call.at(),
                    call.users(),
                    call.status().orElse(null),
                    call.outcome(),
                    call.millis(),
                    call.message());
        }
    }

    /**
     * The users whom Heap refuses at the moment.
     *
     * @param count how many there are, more than are shown perhaps
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagRefusals", description = "The users whom Heap refuses at the moment.")
    public record Refusals(List<Refused> items, @Nullable String next, long count) implements Paged {}

    /** Whether all users are written, whatever Heap was told. */
    @Schema(name = "FlagRunRequest", description = "Whether all users are written, whatever Heap was told.")
    public record AskedRun(@Nullable Boolean everything) {}

    @GET
    @Path("/runs")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists runs of flag values, the newest first")
    public Runs latest(
            @RestQuery @DefaultValue("") String connectionId,
            @RestQuery @DefaultValue("") String cursor,
            @RestQuery @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KIND, 1, cursor, limit);
        List<WriteRun> read = runs.latest(
                tenant.id(), place(connectionId).number(), window.after().map(after -> after.word(0)), window.toRead());
        Piece<WriteRun> piece = window.piece(read, last -> Cursor.of(KIND, last.id()));
        return new Runs(piece.items(ShownWriting::of), piece.next());
    }

    @POST
    @Path("/runs")
    @ResponseStatus(202)
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Writes flag values now")
    public ShownWriting run(@RestQuery @DefaultValue("") String connectionId, @Nullable AskedRun asked) {
        boolean everything = asked != null && Boolean.TRUE.equals(asked.everything());
        long run = orders.startRun(tenant.id(), place(connectionId), everything, tenant.actor());
        return ShownWriting.of(runs.get(tenant.id(), runs.idOf(run)));
    }

    @GET
    @Path("/runs/{run}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows a run of flag values")
    public ShownWriting get(@RestPath String run) {
        return ShownWriting.of(runs.get(tenant.id(), run));
    }

    @GET
    @Path("/runs/{run}/calls")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists the calls that a run made to Heap, the newest first, as long as they are kept")
    public Calls calls(
            @RestPath String run,
            @RestQuery @DefaultValue("") String cursor,
            @RestQuery @DefaultValue(Window.LARGE) int limit) {
        runs.get(tenant.id(), run);
        Window window = Window.of(CALLS, 1, cursor, limit);
        int below = window.after()
                .map(after -> (int) Math.max(0, Math.min(Integer.MAX_VALUE, after.number(0))))
                .orElse(Integer.MAX_VALUE);
        Piece<WriteCall> piece = window.piece(
                runs.calls(tenant.id(), run, below, window.toRead()), last -> Cursor.of(CALLS, last.ordinal()));
        return new Calls(piece.items(Call::of), piece.next());
    }

    @GET
    @Path("/refused")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists the users whom Heap refuses at the moment, with its words, the latest first")
    public Refusals refused(
            @RestQuery @DefaultValue("") String connectionId,
            @RestQuery @DefaultValue("") String cursor,
            @RestQuery @DefaultValue(Window.LARGE) int limit) {
        Window window = Window.of(REFUSED, 1, cursor, limit);
        long skip = window.after().map(after -> Math.max(0, after.number(0))).orElse(0L);
        AllRefused all = runs.refused(tenant.id(), place(connectionId).number(), skip, window.toRead());
        Piece<Refused> piece = window.piece(all.shown(), last -> Cursor.of(REFUSED, skip + window.limit()));
        return new Refusals(piece.items(), piece.next(), all.count());
    }

    private ConnectionSummary place(String connectionId) {
        return connections.get(tenant.id(), connectionId);
    }
}
