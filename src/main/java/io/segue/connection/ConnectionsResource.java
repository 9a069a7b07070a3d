package io.segue.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Connections for pipelines. */
@Path("/api/v1/connections")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ConnectionsResource {

    private final Connections connections;
    private final ConnectionChecks checks;
    private final Versions versions;
    private final CurrentTenant tenant;

    ConnectionsResource(Connections connections, ConnectionChecks checks, Versions versions, CurrentTenant tenant) {
        this.connections = connections;
        this.checks = checks;
        this.versions = versions;
        this.tenant = tenant;
    }

    /** A piece, by name. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Connections", description = "A piece, by name.")
    public record Listed(List<Shown> items, @Nullable String next) implements Paged {}

    /** One connection, without its token. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Connection", description = "One connection, without its token.")
    public record Shown(
            String id,
            String name,
            Region region,
            String clientSideId,
            @Nullable String projectKey,
            @Nullable String environmentKey,
            String tokenLastFour,
            @Nullable Instant checkedAt,
            @Nullable Boolean checkPassed)
            implements Versioned {

        @Override
        public Object settings() {
            return List.of(name, clientSideId, region, tokenLastFour);
        }

        static Shown of(ConnectionSummary summary) {
            return new Shown(
                    summary.id(),
                    summary.name(),
                    summary.region(),
                    summary.clientSideId(),
                    summary.projectKey().orElse(null),
                    summary.environmentKey().orElse(null),
                    summary.tokenLastFour(),
                    summary.checkedAt().orElse(null),
                    summary.checkPassed().orElse(null));
        }
    }

    /** What a new connection needs. */
    @Schema(name = "NewConnection", description = "What a new connection needs.")
    public record Asked(
            @Nullable String name,
            @Nullable String region,
            @Nullable String clientSideId,
            @Nullable String accessToken) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** A new name. */
    @Schema(name = "ConnectionName", description = "A new name.")
    public record Renamed(@Nullable String name) {}

    /** A token to use or to store; never answered. */
    @Schema(name = "AccessToken", description = "A token to use or to store; never answered.")
    public record Token(@Nullable String accessToken) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** The steps of a check. */
    @Schema(name = "ConnectionCheck", description = "The steps of a check.")
    public record Checked(List<CheckStep> steps, boolean passed) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists the connections")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Piece<ConnectionSummary> piece =
                Window.ofWhole("connections", cursor, limit).pieceOfWhole(connections.list(tenant.id()));
        return new Listed(piece.items(Shown::of), piece.next());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows one connection")
    public Shown get(String id) {
        return Shown.of(connections.get(tenant.id(), id));
    }

    @POST
    @ResponseStatus(201)
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Adds a connection to a LaunchDarkly environment")
    public Shown create(@Nullable Asked asked) {
        if (asked == null) {
            throw ProblemException.nothingAsked();
        }
        NewConnection request = NewConnection.of(
                given(asked.name()),
                given(asked.region()).isEmpty() ? Region.US.word() : given(asked.region()),
                given(asked.clientSideId()),
                given(asked.accessToken()));
        return Shown.of(connections.create(tenant.id(), request, tenant.actor()));
    }

    @POST
    @Path("/{id}/check")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Checks a connection step by step")
    public Checked check(String id) {
        CheckResult result = checks.check(tenant.id(), id);
        return new Checked(result.steps(), result.isPassed());
    }

    @GET
    @Path("/{id}/check")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows the steps of the last check; none before the first one")
    public Checked lastCheck(String id) {
        ConnectionSummary summary = connections.get(tenant.id(), id);
        return new Checked(summary.checkSteps(), summary.checkPassed().orElse(false));
    }

    @PUT
    @Path("/{id}")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Renames a connection")
    public Shown rename(String id, @Nullable Renamed renamed) {
        versions.require(get(id));
        if (renamed == null) {
            throw ProblemException.nothingAsked();
        }
        return Shown.of(connections.rename(tenant.id(), id, given(renamed.name()), tenant.actor()));
    }

    @PUT
    @Path("/{id}/token")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Replaces the access token")
    public Shown replaceToken(String id, @Nullable Token token) {
        versions.require(get(id));
        return Shown.of(connections.replaceToken(tenant.id(), id, given(token), tenant.actor()));
    }

    @DELETE
    @Path("/{id}")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Removes a connection that no segment uses")
    public void remove(String id) {
        versions.require(get(id));
        connections.remove(tenant.id(), id, tenant.actor());
    }

    @POST
    @Path("/environments")
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Lists the environments that an access token can see")
    public List<TargetEnvironment> environments(@Nullable Token token) {
        return checks.environments(NewConnection.checkedToken(given(token)));
    }

    private static String given(@Nullable Token token) {
        if (token == null) {
            throw ProblemException.nothingAsked();
        }
        return given(token.accessToken());
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
