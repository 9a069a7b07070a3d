package io.segue.inbox.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.inbox.hook.HookSettings;
import io.segue.inbox.hook.HookState;
import io.segue.inbox.hook.Hooks;
import io.segue.inbox.hook.Rotations;
import io.segue.inbox.replay.Accounts;
import io.segue.platform.Secret;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The webhook that Heap calls, for pipelines: its URL, which is answered once, and its secret, which never is. */
@Path("/api/v1/hook")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HookResource {

    private final Hooks hooks;
    private final HookSettings settings;
    private final Rotations rotations;
    private final Accounts accounts;
    private final Versions versions;
    private final CurrentTenant tenant;

    HookResource(
            Hooks hooks,
            HookSettings settings,
            Rotations rotations,
            Accounts accounts,
            Versions versions,
            CurrentTenant tenant) {
        this.hooks = hooks;
        this.settings = settings;
        this.rotations = rotations;
        this.accounts = accounts;
        this.versions = versions;
        this.tenant = tenant;
    }

    /**
     * What can be shown of it.
     *
     * @param idToken the Heap account that the calls are of
     * @param otherIdToken another one, of a genuine call that was set aside for it
     * @param oldUrlUntil so long the URL before stays good
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Hook", description = "What can be shown of it.")
    public record Shown(
            @Nullable String urlLastFour,
            @Nullable Instant urlMadeAt,
            @Nullable String secretLastFour,
            int signatureWindowSeconds,
            @Nullable String idToken,
            @Nullable String otherIdToken,
            @Nullable Instant firstCallAt,
            @Nullable Instant lastCallAt,
            @Nullable Instant lastRefusalAt,
            @Nullable String lastRefusal,
            @Nullable Instant oldUrlUntil,
            @Nullable Instant oldSecretUntil)
            implements Versioned {

        static Shown of(HookState state) {
            return new Shown(
                    state.tokenLastFour().orElse(null),
                    state.tokenMadeAt().orElse(null),
                    state.secretLastFour().orElse(null),
                    (int) state.rules().windowSeconds(),
                    state.rules().idToken().orElse(null),
                    state.rules().otherIdToken().orElse(null),
                    state.firstCallAt().orElse(null),
                    state.lastCallAt().orElse(null),
                    state.lastRefusalAt().orElse(null),
                    state.lastRefusal().orElse(null),
                    state.overlap().urlUntil().orElse(null),
                    state.overlap().secretUntil().orElse(null));
        }

        @Override
        public Object settings() {
            return Arrays.asList(urlLastFour, secretLastFour, signatureWindowSeconds, idToken);
        }
    }

    /** A webhook's URL, told once. */
    @Schema(name = "HookUrl", description = "A webhook's URL, told once.")
    public record Made(String url) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** A secret to store; never answered. */
    @Schema(name = "HookSecret", description = "A secret to store; never answered.")
    public record GivenSecret(@Nullable String secret) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** How far a signature's time may be from ours. */
    @Schema(name = "SignatureWindow", description = "How far a signature's time may be from ours.")
    public record Window(@Nullable Integer seconds) {}

    /** The account that is meant: one that calls name which were set aside for it. */
    @Schema(
            name = "HeapAccount",
            description = "The account that is meant: one that calls name which were set aside for it.")
    public record Account(@Nullable String idToken) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(
            summary = "The webhook that Heap calls: when it was made, what it is judged by, and when Heap called last")
    public Shown get() {
        return Shown.of(hooks.state(tenant.id()));
    }

    @POST
    @Path("/url")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Make a new webhook URL, answered this once; the one before stays good for a day")
    public Made url() {
        versions.require(get());
        return new Made(hooks.url(hooks.rotateToken(tenant.id(), tenant.actor())));
    }

    @PUT
    @Path("/secret")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Store the secret that Heap reveals; the one before stays good for a day")
    public Shown secret(@Nullable GivenSecret given) {
        versions.require(get());
        String text =
                given == null || given.secret() == null ? "" : given.secret().strip();
        if (text.isEmpty()) {
            throw ProblemException.badRequest(
                    "Saving the webhook secret: expected a secret, what Heap shows after “Reveal Webhook secret”.");
        }
        hooks.setSecret(tenant.id(), new Secret(text), tenant.actor());
        return get();
    }

    @PUT
    @Path("/window")
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(summary = "Change how far a signature's time may be from ours: 30 to 900 seconds")
    public Shown window(@Nullable Window window) {
        versions.require(get());
        if (window == null || window.seconds() == null) {
            throw ProblemException.badRequest("Changing the signature window: expected seconds, there are none.");
        }
        settings.changeWindow(tenant.id(), Duration.ofSeconds(window.seconds()), tenant.actor());
        return get();
    }

    @PUT
    @Path("/id-token")
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(
            summary =
                    "Accept the Heap account whose genuine calls were set aside, in place of the one before, and apply them")
    public Shown account(@Nullable Account account) {
        versions.require(get());
        accounts.accept(
                tenant.id(), account == null || account.idToken() == null ? "" : account.idToken(), tenant.actor());
        return get();
    }

    @DELETE
    @Path("/old-url")
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(summary = "End the URL before, which a rotation left good, at once")
    public Shown endUrl() {
        versions.require(get());
        rotations.endUrl(tenant.id(), tenant.actor());
        return get();
    }

    @DELETE
    @Path("/old-secret")
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(summary = "End the secret before, which a rotation left good, at once")
    public Shown endSecret() {
        versions.require(get());
        rotations.endSecret(tenant.id(), tenant.actor());
        return get();
    }
}
