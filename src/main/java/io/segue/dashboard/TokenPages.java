package io.segue.dashboard;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.audit.Audit;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** A tenant's tokens for the REST API: made, shown once, revoked. */
@Path("/t/{tenant}/tokens")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class TokenPages {

    private final ApiTokens tokens;
    private final Audit audit;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    TokenPages(ApiTokens tokens, Audit audit, OpaqueIds ids, CurrentTenant tenant) {
        this.tokens = tokens;
        this.audit = audit;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(TokensView view);

        private Templates() {}
    }

    /** The tokens, and the new one on the one answer that shows it. */
    record TokensView(
            String slug,
            boolean canChange,
            List<Token> tokens,
            Optional<String> created,
            String name,
            Optional<String> mistake) {}

    /** A token as it is listed. */
    record Token(
            String id,
            String name,
            String role,
            String lastFour,
            Instant createdAt,
            String createdBy,
            Optional<Instant> lastUsedAt) {}

    @GET
    @TenantRole(Role.OWNER)
    public TemplateInstance list() {
        return page(Optional.empty(), "", Optional.empty());
    }

    /** The one answer that shows the token; no redirect, for it is shown nowhere else. */
    @POST
    @TenantRole(Role.OWNER)
    public Response create(@RestForm @DefaultValue("") String name, @RestForm @DefaultValue("") String role) {
        String created;
        try {
            created = tokens.create(tenant.id(), name, roleOf(role), tenant.actor())
                    .value();
        } catch (ProblemException e) {
            return Response.status(e.status())
                    .entity(page(Optional.empty(), name, Optional.of(e.detail())))
                    .build();
        }
        audit.write(tenant.id(), tenant.actor(), "created an API token", "token " + name.strip(), "role " + role);
        return Response.ok(page(Optional.of(created), "", Optional.empty())).build();
    }

    @POST
    @Path("{id}/revoke")
    @TenantRole(Role.OWNER)
    public Response revoke(@RestPath String id) {
        long number = ids.decode("tok", id).orElseThrow(() -> ProblemException.notFound("this token"));
        ApiTokens.Listed before = tokens.list(tenant.id()).stream()
                .filter(token -> token.id() == number)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("this token"));
        if (!tokens.revoke(tenant.id(), number)) {
            throw ProblemException.notFound("this token");
        }
        audit.write(
                tenant.id(),
                tenant.actor(),
                "revoked an API token",
                "token " + before.name(),
                "before: role " + before.role().word() + ", ended in " + before.lastFour());
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/tokens")).build();
    }

    private static Role roleOf(String word) {
        try {
            return Role.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    "Creating an API token: expected the role viewer, editor or owner, got \"" + word + "\".");
        }
    }

    private TemplateInstance page(Optional<String> created, String name, Optional<String> mistake) {
        List<Token> listed = tokens.list(tenant.id()).stream()
                .map(t -> new Token(
                        ids.encode("tok", t.id()),
                        t.name(),
                        t.role().word(),
                        t.lastFour(),
                        t.createdAt(),
                        t.createdBy(),
                        t.lastUsedAt()))
                .toList();
        return Templates.list(new TokensView(tenant.slug(), tenant.canEdit(), listed, created, name, mistake));
    }
}
