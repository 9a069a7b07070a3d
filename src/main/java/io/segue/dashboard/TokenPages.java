package io.segue.dashboard;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
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
    private final TokenDesk desk;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    TokenPages(ApiTokens tokens, TokenDesk desk, OpaqueIds ids, CurrentTenant tenant) {
        this.tokens = tokens;
        this.desk = desk;
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
    @TenantRole(value = Role.OWNER, opensToLooks = true)
    public TemplateInstance list() {
        return page(Optional.empty(), "", Optional.empty());
    }

    /** The one answer that shows the token; no redirect, for it is shown nowhere else. */
    @POST
    @TenantRole(Role.OWNER)
    public Response create(@RestForm @DefaultValue("") String name, @RestForm @DefaultValue("") String role) {
        String created;
        try {
            created =
                    desk.create(tenant.id(), name, roleOf(role), tenant.actor()).value();
        } catch (ProblemException e) {
            return Response.status(e.status())
                    .entity(page(Optional.empty(), name, Optional.of(e.detail())))
                    .build();
        }
        return Response.ok(page(Optional.of(created), "", Optional.empty())).build();
    }

    @POST
    @Path("{id}/revoke")
    @TenantRole(Role.OWNER)
    public Response revoke(@RestPath String id) {
        long number = ids.decode("tok", id).orElseThrow(() -> ProblemException.notFound("this token"));
        desk.revoke(tenant.id(), number, tenant.actor());
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
