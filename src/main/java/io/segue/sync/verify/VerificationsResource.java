package io.segue.sync.verify;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.sync.Addressed;
import io.segue.sync.verify.VerificationDesk.Difference;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Comparisons with what LaunchDarkly says, for pipelines. */
@Path("/api/v1/verifications")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class VerificationsResource {

    private static final int MOST_AT_ONCE = 1_000;

    private final VerificationDesk desk;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    VerificationsResource(VerificationDesk desk, Addressed addressed, CurrentTenant tenant) {
        this.desk = desk;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    /** Some differences in key order; the last one's key is where the next page goes on. */
    public record Differences(List<Difference> items) {}

    @GET
    @Path("/{verification}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "One comparison with LaunchDarkly: how far it is, and how many keys differ")
    public Verification get(@PathParam("verification") String verification) {
        return desk.get(tenant.id(), number(verification));
    }

    @GET
    @Path("/{verification}/differences")
    @TenantRole(Role.VIEWER)
    @Operation(
            summary =
                    "Keys that differ, in key order, after the given one, up to 1,000 at once; 100,000 of each kind are kept")
    public Differences differences(
            @PathParam("verification") String verification,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        long number = number(verification);
        desk.get(tenant.id(), number);
        return new Differences(
                desk.differences(tenant.id(), number, after, Math.max(1, Math.min(MOST_AT_ONCE, limit))));
    }

    @POST
    @Path("/{verification}/repair")
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(summary = "Have the next run, at once, assert each key that differs as it should be")
    public Verification repair(@PathParam("verification") String verification) {
        desk.repair(tenant.id(), number(verification), tenant.actor());
        return desk.get(tenant.id(), number(verification));
    }

    private long number(String verification) {
        return addressed.number(Verification.PREFIX, verification, "this verification");
    }
}
