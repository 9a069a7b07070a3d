package io.segue.dashboard.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.dashboard.TokenDesk;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** A tenant's API tokens, for pipelines: a new one is answered once. */
@Path("/api/v1/tokens")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TokensResource {

    private final ApiTokens tokens;
    private final TokenDesk desk;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    TokensResource(ApiTokens tokens, TokenDesk desk, OpaqueIds ids, CurrentTenant tenant) {
        this.tokens = tokens;
        this.desk = desk;
        this.ids = ids;
        this.tenant = tenant;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Tokens", description = "A piece, the newest first.")
    public record Listed(List<Shown> items, @Nullable String next) implements Paged {}

    /** A token as it is listed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Token", description = "A token as it is listed.")
    public record Shown(
            String id,
            String name,
            String role,
            String lastFour,
            Instant createdAt,
            String createdBy,
            @Nullable Instant lastUsedAt) {}

    /** A token to be made. */
    @Schema(name = "NewToken", description = "A token to be made.")
    public record Asked(@Nullable String name, @Nullable String role) {}

    /** A new token, this once. */
    @Schema(name = "MadeToken", description = "A new token, this once.")
    public record Made(String token) {

        @Override
        public String toString() {
            return "***";
        }
    }

    @GET
    @TenantRole(Role.OWNER)
    @Operation(summary = "The API tokens that are good, the newest first")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Piece<ApiTokens.Listed> piece = Window.ofWhole("tokens", cursor, limit).pieceOfWhole(tokens.list(tenant.id()));
        return new Listed(piece.items(this::shown), piece.next());
    }

    @POST
    @TenantRole(Role.OWNER)
    @ResponseStatus(201)
    @Operation(summary = "Make an API token, answered this once")
    public Made create(@Nullable Asked asked) {
        String name = asked == null || asked.name() == null ? "" : asked.name();
        Role role = Roles.asked(asked == null ? null : asked.role());
        return new Made(desk.create(tenant.id(), name, role, tenant.actor()).value());
    }

    @DELETE
    @Path("/{id}")
    @TenantRole(Role.OWNER)
    @Operation(summary = "Revoke an API token; a token may revoke itself")
    public void revoke(@PathParam("id") String id) {
        long number = ids.decode("tok", id).orElseThrow(() -> ProblemException.notFound("this token"));
        desk.revoke(tenant.id(), number, tenant.actor());
    }

    private Shown shown(ApiTokens.Listed token) {
        return new Shown(
                ids.encode("tok", token.id()),
                token.name(),
                token.role().word(),
                token.lastFour(),
                token.createdAt(),
                token.createdBy(),
                token.lastUsedAt().orElse(null));
    }
}
