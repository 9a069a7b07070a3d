package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.sync.Addressed;
import io.segue.sync.rest.RunReads.Choice;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.Stopping;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Runs, for pipelines that wait for one. */
@Path("/api/v1/runs")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {

    private static final String KIND = "runs";
    private static final String CALLS = "calls";
    /** Servers end connections that carry nothing for 60 s: ours (quarkus.http.idle-timeout), and many in front of it. */
    static final int LONGEST_WAIT_SECONDS = 50;

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final RunReads runs;
    private final Addressed addressed;
    private final CurrentTenant tenant;
    private final Waits waits;
    private final Stopping node;
    private final Clock clock;

    RunsResource(RunReads runs, Addressed addressed, CurrentTenant tenant, Waits waits, Stopping node, Clock clock) {
        this.runs = runs;
        this.addressed = addressed;
        this.tenant = tenant;
        this.waits = waits;
        this.node = node;
        this.clock = clock;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Runs", description = "A piece, the newest first.")
    public record Listed(List<ShownRun> items, @Nullable String next) implements Paged {}

    /** Calls, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RunCalls", description = "Calls, the newest first.")
    public record Calls(List<ShownCall> items, @Nullable String next) implements Paged {}

    @GET
    @TenantRole(Role.VIEWER)
    @Blocking
    @Operation(summary = "Runs, the newest first, narrowed by segment, connection and state")
    public Listed list(
            @QueryParam("segmentId") @DefaultValue("") String segmentId,
            @QueryParam("connectionId") @DefaultValue("") String connectionId,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KIND, 1, cursor, limit);
        Choice choice = new Choice(
                given(segmentId).map(id -> addressed.segment(id).id()),
                given(connectionId).map(id -> addressed.connection(id).number()),
                given(state).map(RunState::asked),
                window.after().map(after -> number(after.word(0))).orElse(Long.MAX_VALUE));
        Piece<ShownRun> piece =
                window.piece(runs.list(tenant.id(), choice, window.toRead()), last -> Cursor.of(KIND, last.id()));
        return new Listed(piece.items(), piece.next());
    }

    @GET
    @Path("/{id}/calls")
    @TenantRole(Role.VIEWER)
    @Blocking
    @Operation(summary = "The calls that a run made to LaunchDarkly, the newest first, as long as they are kept")
    public Calls calls(
            @PathParam("id") String id,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        long run = number(id);
        find(tenant.id(), run);
        Window window = Window.of(CALLS, 1, cursor, limit);
        int below = window.after()
                .map(after -> (int) Math.max(0, Math.min(Integer.MAX_VALUE, after.number(0))))
                .orElse(Integer.MAX_VALUE);
        Piece<ShownCall> piece = window.piece(
                runs.calls(tenant.id(), run, below, window.toRead()), last -> Cursor.of(CALLS, last.number()));
        return new Calls(piece.items(), piece.next());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Blocking
    @Operation(
            summary =
                    "One run; with wait, answers when it ends, at the latest after that many seconds (up to 50); beyond 16 waits"
                            + " of one tenant it answers at once")
    public Uni<ShownRun> get(@PathParam("id") String id, @QueryParam("wait") @DefaultValue("0") int wait) {
        long owner = tenant.id();
        long number = number(id);
        int seconds = Math.max(0, Math.min(LONGEST_WAIT_SECONDS, wait));
        Instant until = clock.instant().plusSeconds(seconds);
        boolean mayWait = seconds > 0 && waits.begin(owner);
        AtomicLong pause = new AtomicLong(FIRST_PAUSE_MILLIS);
        return Uni.createFrom()
                .item(() -> find(owner, number))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .delayIt()
                .until(run -> run.isOver() || !mayWait || node.isStopping()
                        ? Uni.createFrom().voidItem()
                        : pause(pause))
                .repeat()
                // A node that is about to stop answers with what is so far: the caller asks another one.
                .whilst(run -> !run.isOver()
                        && mayWait
                        && !node.isStopping()
                        && clock.instant().isBefore(until))
                .collect()
                .last()
                .onTermination()
                .invoke(() -> {
                    if (mayWait) {
                        waits.end(owner);
                    }
                });
    }

    /** Short ones first, for runs that are over soon; long ones cost the database less. */
    private static Uni<Void> pause(AtomicLong pause) {
        Duration now = Duration.ofMillis(pause.getAndUpdate(millis -> Math.min(LONGEST_PAUSE_MILLIS, millis * 3 / 2)));
        return Uni.createFrom().voidItem().onItem().delayIt().by(now);
    }

    private long number(String id) {
        return addressed.number(ShownRun.PREFIX, id, "this run");
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(found -> !found.isEmpty());
    }

    private ShownRun find(long owner, long run) {
        return runs.find(owner, run).orElseThrow(() -> ProblemException.notFound("this run"));
    }
}
