package io.segue.erasure.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.erasure.HeapApiKeys;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The key of Heap's deletion API, for pipelines: stored sealed, never answered. */
@Path("/api/v1/erasures/heap-key")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HeapKeyResource {

    private final HeapApiKeys keys;
    private final Versions versions;
    private final CurrentTenant tenant;

    HeapKeyResource(HeapApiKeys keys, Versions versions, CurrentTenant tenant) {
        this.keys = keys;
        this.versions = versions;
        this.tenant = tenant;
    }

    /** What can be shown of it; all is missing while there is none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HeapKey", description = "What can be shown of it; all is missing while there is none.")
    public record Shown(
            @Nullable String appId,
            @Nullable String lastFour,
            @Nullable Instant setAt,
            @Nullable String setBy) implements Versioned {

        @Override
        public Object settings() {
            return Arrays.asList(appId, lastFour, setAt);
        }
    }

    /** A key to store. */
    @Schema(name = "NewHeapKey", description = "A key to store.")
    public record Given(@Nullable String appId, @Nullable String apiKey) {

        @Override
        public String toString() {
            return "***";
        }
    }

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Whether Heap's deletion API can be asked, and with which key")
    public Shown get() {
        return keys.find(tenant.id())
                .map(known -> new Shown(known.appId(), known.lastFour(), known.setAt(), known.setBy()))
                .orElseGet(() -> new Shown(null, null, null, null));
    }

    @PUT
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(summary = "Store the app ID and the key of Heap's deletion API")
    public Shown save(@Nullable Given given) {
        versions.require(get());
        if (given == null || given.appId() == null || given.apiKey() == null) {
            throw ProblemException.badRequest("Storing Heap’s key: expected an appId and an apiKey.");
        }
        keys.save(tenant.id(), given.appId(), given.apiKey(), tenant.actor());
        return get();
    }

    @DELETE
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(summary = "Forget the key of Heap's deletion API")
    public void remove() {
        versions.require(get());
        keys.remove(tenant.id(), tenant.actor());
    }
}
