package io.segue.connection.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.page.Uses.Trouble;
import io.segue.connection.page.Uses.Use;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.catalogue.ShownError;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What goes through a connection, for pipelines. */
@Path("/api/v1/connections/{id}/use")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionUseResource {

    private final Connections connections;
    private final Uses uses;
    private final CurrentTenant tenant;

    ConnectionUseResource(Connections connections, Uses uses, CurrentTenant tenant) {
        this.connections = connections;
        this.uses = uses;
        this.tenant = tenant;
    }

    /**
     * What goes through a connection.
     *
     * @param failing segments that are on and do not get through
     * @param left segments that were synced and are off now
     * @param leftMembers of those, still in LaunchDarkly
     * @param troubleSince since when LaunchDarkly takes nothing of it
     * @param nextLook when one of its syncs looks again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ConnectionUse", description = "What goes through a connection.")
    public record Shown(
            long segmentsOn,
            long failing,
            long members,
            long left,
            long leftMembers,
            @Nullable Instant troubleSince,
            @Nullable Instant nextLook,
            @Nullable ShownError trouble) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(
            summary =
                    "How many segments and members go through a connection, and since when LaunchDarkly takes nothing of it")
    public Shown get(@PathParam("id") String id) {
        ConnectionSummary connection = connections.get(tenant.id(), id);
        Use use = uses.of(tenant.id(), connection.number());
        Optional<Trouble> trouble = uses.trouble(tenant.id(), connection.number());
        return new Shown(
                use.on(),
                use.failing(),
                use.members(),
                use.left(),
                use.leftMembers(),
                trouble.map(Trouble::since).orElse(null),
                trouble.map(Trouble::nextLook).orElse(null),
                trouble.map(Trouble::error).orElse(null));
    }
}
