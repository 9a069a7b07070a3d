package io.segue.inbox.hook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.tenant.NewTenant;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import io.segue.web.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What support does with tenants, for support's own pipelines: a webhook URL is answered once, when it is made. */
@Path("/api/v1/tenants")
@RolesAllowed(SignedIn.SUPPORT)
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TenantsResource {

    private final Tenants tenants;
    private final SupportDesk desk;
    private final HookSettings settings;
    private final Versions versions;
    private final SecurityIdentity identity;

    TenantsResource(
            Tenants tenants, SupportDesk desk, HookSettings settings, Versions versions, SecurityIdentity identity) {
        this.versions = versions;
        this.tenants = tenants;
        this.desk = desk;
        this.settings = settings;
        this.identity = identity;
    }

    /** One tenant; the webhook URL only when it was made by this call. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Tenant", description = "One tenant; the webhook URL only when it was made by this call.")
    public record Shown(
            String slug,
            String name,
            String state,
            Instant requestedAt,
            @Nullable Instant enabledAt,
            int signatureWindowSeconds,
            @Nullable String contactEmail,
            @Nullable String note,
            @Nullable String requester,
            @Nullable Instant suspendedAt,
            @Nullable String suspendedReason,
            @Nullable String hookUrl)
            implements Versioned {

        @Override
        public Object settings() {
            return List.of(slug, state, signatureWindowSeconds);
        }

        static Shown of(SupportDesk.Enabled enabled) {
            return of(enabled.tenant(), enabled.newUrl().orElse(null));
        }

        static Shown of(TenantSummary tenant, @Nullable String hookUrl) {
            return new Shown(
                    tenant.slug(),
                    tenant.name(),
                    tenant.state().word(),
                    tenant.requestedAt(),
                    tenant.enabledAt().orElse(null),
                    tenant.signatureWindowSeconds(),
                    tenant.contactEmail().orElse(null),
                    tenant.note().orElse(null),
                    tenant.requester().orElse(null),
                    tenant.suspendedAt().orElse(null),
                    tenant.suspendedReason().orElse(null),
                    hookUrl);
        }
    }

    /** A tenant to be made. */
    @Schema(name = "NewTenant", description = "A tenant to be made.")
    public record Asked(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String contactEmail,
            @Nullable String note) {}

    /** Why a tenant is suspended; its people read it. */
    @Schema(name = "Suspension", description = "Why a tenant is suspended; its people read it.")
    public record Suspended(@Nullable String reason) {}

    /** How calls to the hook are to be judged. */
    @Schema(name = "TenantHook", description = "How calls to the hook are to be judged.")
    public record HookAsked(@Nullable Integer signatureWindowSeconds) {}

    /** A person to be invited. */
    @Schema(name = "TenantInvitation", description = "A person to be invited.")
    public record Invited(@Nullable String email, @Nullable String role) {}

    @GET
    @Path("/{slug}")
    @Operation(summary = "One tenant")
    public Shown get(@PathParam("slug") String slug) {
        return Shown.of(tenants.get(slug), null);
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Create a tenant, requested and not yet enabled")
    public Shown create(@Nullable Asked asked) {
        if (asked == null) {
            throw ProblemException.badRequest("Creating a tenant: expected slug and name, got nothing.");
        }
        NewTenant tenant = new NewTenant(
                orEmpty(asked.slug()),
                orEmpty(asked.name()),
                Optional.ofNullable(asked.contactEmail()),
                Optional.ofNullable(asked.note()));
        return Shown.of(desk.create(tenant, actor()), null);
    }

    private Shown held(String slug) {
        tenants.hold(slug);
        return get(slug);
    }

    @POST
    @Path("/{slug}/enable")
    @ChecksVersion
    @Operation(summary = "Enable a tenant; the first time answers its webhook URL, once")
    public Shown enable(@PathParam("slug") String slug) {
        versions.require(held(slug));
        return Shown.of(desk.enable(slug, actor()));
    }

    @POST
    @Path("/{slug}/suspend")
    @ChecksVersion
    @Operation(summary = "Suspend a tenant: its webhook calls are refused")
    public Shown suspend(@PathParam("slug") String slug, @Nullable Suspended suspended) {
        versions.require(held(slug));
        String reason = suspended == null ? "" : orEmpty(suspended.reason());
        return Shown.of(desk.suspend(slug, reason, actor()), null);
    }

    @POST
    @Path("/{slug}/hook")
    @ChecksVersion
    @Operation(summary = "Make a new webhook URL; the one before stays good for a day")
    public Shown rotate(@PathParam("slug") String slug) {
        versions.require(held(slug));
        return Shown.of(desk.makeUrl(slug, actor()));
    }

    @PUT
    @Path("/{slug}/hook")
    @ChecksVersion
    @Operation(summary = "Change how far a signature's time may be from ours: 30 to 900 seconds")
    public Shown changeHook(@PathParam("slug") String slug, @Nullable HookAsked asked) {
        if (asked == null || asked.signatureWindowSeconds() == null) {
            throw ProblemException.badRequest(
                    "Changing the hook: expected signatureWindowSeconds, a whole number from 30 to 900, there is none.");
        }
        versions.require(held(slug));
        settings.changeWindow(tenants.get(slug).id(), Duration.ofSeconds(asked.signatureWindowSeconds()), actor());
        return Shown.of(tenants.get(slug), null);
    }

    @POST
    @Path("/{slug}/invitations")
    @ResponseStatus(204)
    @Operation(summary = "Invite a person by e-mail address, as owner unless said otherwise")
    public void invite(@PathParam("slug") String slug, @Nullable Invited invited) {
        if (invited == null || invited.email() == null) {
            throw ProblemException.badRequest("Inviting: expected an email, there is none.");
        }
        desk.invite(slug, invited.email(), role(invited.role()), actor());
    }

    private String actor() {
        return identity.getPrincipal().getName() + " (support)";
    }

    private static Role role(@Nullable String word) {
        try {
            return word == null ? Role.OWNER : Role.of(word);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    "Inviting: expected the role owner, editor or viewer, got \"" + word + "\".");
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
