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
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Runs, for pipelines that wait for one. */
@Path("/api/v1/runs")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {

    private static final int LONGEST_WAIT_SECONDS = 120;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final RunReads runs;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    RunsResource(RunReads runs, OpaqueIds ids, CurrentTenant tenant) {
        this.runs = runs;
        this.ids = ids;
        this.tenant = tenant;
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Blocking
    @Operation(summary = "One run; with wait, answers when it ends, at the latest after that many seconds (up to 120)")
    public Uni<ShownRun> get(@PathParam("id") String id, @QueryParam("wait") @DefaultValue("0") int wait) {
        long owner = tenant.id();
        long number = ids.decode(ShownRun.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this run"));
        int seconds = Math.max(0, Math.min(LONGEST_WAIT_SECONDS, wait));
        long looks = Math.max(1, seconds * 1000L / LOOK_AGAIN.toMillis());
        return Uni.createFrom()
                .item(() -> find(owner, number))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .delayIt()
                .until(run -> run.isOver() || seconds == 0
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().voidItem().onItem().delayIt().by(LOOK_AGAIN))
                .repeat()
                .whilst(run -> !run.isOver() && seconds > 0)
                .select()
                .first(looks)
                .collect()
                .last();
    }

    private ShownRun find(long owner, long run) {
        return runs.find(owner, run).orElseThrow(() -> ProblemException.notFound("this run"));
    }
}
