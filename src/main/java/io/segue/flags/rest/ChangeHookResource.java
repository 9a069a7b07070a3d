package io.segue.flags.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.flags.change.ChangeHookState;
import io.segue.flags.change.ChangeHooks;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The webhook by which LaunchDarkly tells of changed flags, one for all environments, for pipelines. */
@Path("/api/v1/flags/changes")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ChangeHookResource {

    private final ChangeHooks hooks;
    private final Versions versions;
    private final CurrentTenant tenant;

    ChangeHookResource(ChangeHooks hooks, Versions versions, CurrentTenant tenant) {
        this.hooks = hooks;
        this.versions = versions;
        this.tenant = tenant;
    }

    /**
     * What can be shown of it.
     *
     * @param code of the error catalogue, while LaunchDarkly's calls are refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagWebhook", description = "What can be shown of LaunchDarkly's webhook.")
    public record Shown(
            @Nullable String urlLastFour,
            @Nullable String secretLastFour,
            @Nullable Instant oldUrlUntil,
            @Nullable Instant oldSecretUntil,
            @Nullable Instant lastCallAt,
            @Nullable Instant lastRefusalAt,
            @Nullable String lastRefusal,
            @Nullable String code)
            implements Versioned {

        static Shown of(ChangeHookState state) {
            return new Shown(
                    state.tokenLastFour().orElse(null),
                    state.secretLastFour().orElse(null),
                    state.oldUrlUntil().orElse(null),
                    state.oldSecretUntil().orElse(null),
                    state.lastCallAt().orElse(null),
                    state.lastRefusalAt().orElse(null),
                    state.lastRefusal().orElse(null),
                    state.isRefusing() ? state.error().code() : null);
        }

        @Override
        public Object settings() {
            return Arrays.asList(urlLastFour, secretLastFour);
        }
    }

    /** A secret to store; never answered. */
    @Schema(name = "FlagWebhookSecret", description = "A secret to store; never answered.")
    public record Secret(@Nullable String secret) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** A webhook's URL, told once. */
    @Schema(name = "FlagWebhookUrl", description = "A webhook's URL, told once.")
    public record Made(String url) {

        @Override
        public String toString() {
            return "***";
        }
    }

    @GET
    @Path("/hook")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows LaunchDarkly's webhook: when it called last, and why a call was refused")
    public Shown get() {
        return Shown.of(hooks.state(tenant.id()));
    }

    @POST
    @Path("/url")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Makes a new URL for LaunchDarkly's webhook; the one before stays good for a day")
    public Made url() {
        versions.require(get());
        return new Made(hooks.rotateUrl(tenant.id(), tenant.actor()));
    }

    @PUT
    @Path("/secret")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Stores the secret that LaunchDarkly signs its webhook with")
    public void secret(@Nullable Secret secret) {
        versions.require(get());
        String pasted = secret == null || secret.secret() == null ? "" : secret.secret();
        hooks.setSecret(tenant.id(), pasted, tenant.actor());
    }
}
