package io.segue.sync.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
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
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Runs, for pipelines that wait for one. */
@Path("/api/v1/runs")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {

    private static final int LONGEST_WAIT_SECONDS = 120;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final RunReads runs;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;
    private final Waits waits;
    private final Clock clock;

    RunsResource(RunReads runs, OpaqueIds ids, CurrentTenant tenant, Waits waits, Clock clock) {
        this.runs = runs;
        this.ids = ids;
        this.tenant = tenant;
        this.waits = waits;
        this.clock = clock;
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Blocking
    @Operation(
            summary =
                    "One run; with wait, answers when it ends, at the latest after that many seconds (up to 120); beyond 16 waits"
                            + " of one tenant it answers at once")
    public Uni<ShownRun> get(@PathParam("id") String id, @QueryParam("wait") @DefaultValue("0") int wait) {
        long owner = tenant.id();
        long number = ids.decode(ShownRun.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this run"));
        int seconds = Math.max(0, Math.min(LONGEST_WAIT_SECONDS, wait));
        Instant until = clock.instant().plusSeconds(seconds);
        boolean mayWait = seconds > 0 && waits.begin(owner);
        AtomicLong pause = new AtomicLong(FIRST_PAUSE_MILLIS);
        return Uni.createFrom()
                .item(() -> find(owner, number))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .delayIt()
                .until(run -> run.isOver() || !mayWait ? Uni.createFrom().voidItem() : pause(pause))
                .repeat()
                .whilst(run -> !run.isOver() && mayWait && clock.instant().isBefore(until))
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

    private ShownRun find(long owner, long run) {
        return runs.find(owner, run).orElseThrow(() -> ProblemException.notFound("this run"));
    }
}
