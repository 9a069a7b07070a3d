package io.segue.erasure.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.erasure.ErasurePlan;
import io.segue.erasure.ErasurePlanner;
import io.segue.erasure.ErasureRequest;
import io.segue.erasure.ErasureViews;
import io.segue.erasure.Erasures;
import io.segue.erasure.Proof;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What goes before and behind an erasure, for pipelines. */
@Path("/api/v1/erasures")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ErasureDeskResource {

    private final Erasures erasures;
    private final ErasureViews views;
    private final ErasurePlanner planner;
    private final ErasuresResource shown;
    private final CurrentTenant tenant;

    ErasureDeskResource(
            Erasures erasures,
            ErasureViews views,
            ErasurePlanner planner,
            ErasuresResource shown,
            CurrentTenant tenant) {
        this.erasures = erasures;
        this.views = views;
        this.planner = planner;
        this.shown = shown;
        this.tenant = tenant;
    }

    /** A Heap id or a LaunchDarkly key. */
    @Schema(name = "PersonValue", description = "A Heap id or a LaunchDarkly key.")
    public record Value(@Nullable String value) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** Whether the erasure is of the person with this value. */
    @Schema(name = "ErasureCheck", description = "Whether the erasure is of the person with this value.")
    public record Checked(boolean about) {}

    @POST
    @Path("/plan")
    @TenantRole(Role.OWNER)
    @Operation(
            summary = "What the erasure of a person would be, in numbers, and by which other values they may be known")
    public ErasurePlan plan(@Nullable Value given) {
        ErasureRequest checked = ErasureRequest.of(List.of(value(given)), "", Optional.empty());
        return planner.plan(tenant.id(), checked.values().iterator().next());
    }

    @GET
    @Path("/{id}/proof")
    @Produces("text/plain;charset=UTF-8")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "The proof of an erasure as a document")
    public String proof(@PathParam("id") String id) {
        return new Proof(tenant.name(), views.get(tenant.id(), id)).text();
    }

    @POST
    @Path("/{id}/check")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Whether an erasure is of the person with a Heap id or LaunchDarkly key")
    public Checked check(@PathParam("id") String id, @Nullable Value given) {
        String value = value(given);
        views.get(tenant.id(), id);
        return new Checked(erasures.isAbout(tenant.id(), id, value));
    }

    @POST
    @Path("/{id}/places/{syncId}/close")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.OWNER)
    @Operation(summary = "Say that the person was removed by hand where LaunchDarkly does not let go by itself")
    public ErasuresResource.Proved close(@PathParam("id") String id, @PathParam("syncId") String syncId) {
        erasures.close(tenant.id(), id, syncId, tenant.actor());
        return shown.get(id);
    }

    @POST
    @Path("/{id}/heap")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.OWNER)
    @Operation(summary = "Ask Heap's deletion API again")
    public ErasuresResource.Proved askHeapAgain(@PathParam("id") String id) {
        erasures.askHeapAgain(tenant.id(), id, tenant.actor());
        return shown.get(id);
    }

    private static String value(@Nullable Value given) {
        if (given == null || given.value() == null) {
            throw ProblemException.badRequest("Asking about a person: expected a value, there is none.");
        }
        return given.value();
    }
}
