package io.segue.sync.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Comparisons with what LaunchDarkly says, for pipelines. */
@Path("/api/v1/verifications")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class VerificationsResource {

    private static final String KIND = "differences";

    private final VerificationDesk desk;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    VerificationsResource(VerificationDesk desk, Addressed addressed, CurrentTenant tenant) {
        this.desk = desk;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    /** Some differences in key order. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Differences", description = "Some differences in key order.")
    public record Differences(
            List<Difference> items, @Nullable String next) implements Paged {}

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
    @Operation(summary = "Keys that differ, in key order, or after the given one; 100,000 of each kind are kept")
    public Differences differences(
            @PathParam("verification") String verification,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        long number = number(verification);
        desk.get(tenant.id(), number);
        Window window = Window.of(KIND, 1, cursor, limit);
        String last = window.after().map(at -> at.word(0)).orElse(after);
        Piece<Difference> piece = window.piece(
                desk.differences(tenant.id(), number, last, window.toRead()),
                difference -> Cursor.of(KIND, difference.key()));
        return new Differences(piece.items(), piece.next());
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
