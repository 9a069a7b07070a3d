package io.segue.inbox.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.inbox.replay.ReplayPlan;
import io.segue.inbox.replay.Replays;
import io.segue.inbox.rest.Narrowing.Narrowed;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Reading many deliveries again, for pipelines: counted first, then done. */
@Path("/api/v1/deliveries/replay")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReplaysResource {

    private final Replays replays;
    private final Narrowing narrowing;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    ReplaysResource(Replays replays, Narrowing narrowing, OpaqueIds ids, CurrentTenant tenant) {
        this.replays = replays;
        this.narrowing = narrowing;
        this.ids = ids;
        this.tenant = tenant;
    }

    /**
     * What a replay would read again.
     *
     * @param upTo the newest delivery there is; missing where there is none
     * @param members named by the pages; one whom several pages name is counted with each
     * @param withoutBody so many more fit, and their bodies are kept no longer
     * @param behindGone so many more fit, and would say something that a gone body has corrected
     * @param foreign so many more fit, and are of a Heap account that no owner has accepted
     * @param tooMany whether more fit than one replay takes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReplayPlan", description = "What a replay would read again.")
    public record Plan(
            long count,
            @Nullable String upTo,
            long segments,
            long members,
            @Nullable Instant oldest,
            @Nullable Instant newest,
            long withoutBody,
            long behindGone,
            long foreign,
            boolean tooMany) {}

    /**
     * Which deliveries are meant: narrowed as the list is.
     *
     * @param count how many these are, as the caller counted them: others are not replayed
     * @param upTo the newest of them
     */
    @Schema(name = "ReplayRequest", description = "Which deliveries are meant: narrowed as the list is.")
    public record ReplayRequest(
            @Nullable String verdict,
            @Nullable String segmentId,
            @Nullable String taskId,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Long count,
            @Nullable String upTo) {}

    /** So many are read again, behind the answer. */
    @Schema(name = "Replayed", description = "So many are read again, behind the answer.")
    public record Replayed(long count) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(
            summary =
                    "Count what a replay would read again, narrowed as the list is; its count and upTo are for the replay")
    public Plan plan(
            @QueryParam("verdict") @DefaultValue("") String verdict,
            @QueryParam("segmentId") @DefaultValue("") String segmentId,
            @QueryParam("taskId") @DefaultValue("") String taskId,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("until") @DefaultValue("") String until) {
        ReplayPlan plan =
                replays.plan(tenant.id(), narrowing.filter(new Narrowed(verdict, segmentId, taskId, from, until)));
        return new Plan(
                plan.count(),
                plan.upTo() == 0 ? null : ids.encode(DeliveriesResource.PREFIX, plan.upTo()),
                plan.segments(),
                plan.members(),
                plan.oldest().orElse(null),
                plan.newest().orElse(null),
                plan.withoutBody(),
                plan.behindGone(),
                plan.foreign(),
                plan.isTooMany());
    }

    @POST
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Reads many deliveries again: those that fit, up to one; 409 when they are not as many as counted")
    public Replayed replay(@Nullable ReplayRequest request) {
        if (request == null || request.upTo() == null || request.count() == null) {
            throw ProblemException.badRequest(
                    "Replaying deliveries: expected count and upTo, and what narrows them, in JSON.");
        }
        Narrowed narrowed = new Narrowed(
                text(request.verdict()),
                text(request.segmentId()),
                text(request.taskId()),
                text(request.from()),
                text(request.until()));
        long upTo = ids.decode(DeliveriesResource.PREFIX, request.upTo())
                .orElseThrow(() -> ProblemException.notFound("this delivery"));
        return new Replayed(replays.replay(
                tenant.id(), narrowing.filter(narrowed), upTo, request.count(), "by the API", tenant.actor()));
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
