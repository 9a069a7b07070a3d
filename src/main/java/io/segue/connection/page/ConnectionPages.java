package io.segue.connection.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.connection.ConnectionChecks;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.Region;
import io.segue.connection.TargetEnvironment;
import io.segue.connection.page.Uses.Segment;
import io.segue.connection.page.Uses.Trouble;
import io.segue.connection.page.Uses.Use;
import io.segue.platform.Secret;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The pages of a tenant's connections. */
@Path("/t/{tenant}/connections")
@Authenticated
@Produces(MediaType.TEXT_HTML)
public class ConnectionPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<ConnectionView> connections);

        static native TemplateInstance add(AddView view);

        static native TemplateInstance show(
                ConnectionView connection,
                List<Segment> segments,
                Optional<Trouble> trouble,
                Optional<ShownError> error);

        private Templates() {}
    }

    private final Connections connections;
    private final ConnectionChecks checks;
    private final TokenDrafts drafts;
    private final Uses uses;
    private final CurrentTenant tenant;

    ConnectionPages(
            Connections connections, ConnectionChecks checks, TokenDrafts drafts, Uses uses, CurrentTenant tenant) {
        this.connections = connections;
        this.checks = checks;
        this.drafts = drafts;
        this.uses = uses;
        this.tenant = tenant;
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list() {
        Map<Long, Use> used = uses.all(tenant.id());
        return Templates.list(connections.list(tenant.id()).stream()
                .map(connection -> ConnectionView.of(connection, used.getOrDefault(connection.number(), Use.NONE)))
                .toList());
    }

    @GET
    @Path("/new")
    @TenantRole(Role.EDITOR)
    public TemplateInstance add() {
        return Templates.add(AddView.empty());
    }

    /** Changes nothing, so it answers the same form, with the list; a post because the token must not be in an address. */
    @POST
    @Path("/new/environments")
    @TenantRole(Role.EDITOR)
    public Response environments(@BeanParam AddForm form) {
        try {
            Secret token = token(form);
            return page(200, again(form, Optional.of(token), checks.environments(token), Optional.empty()));
        } catch (ProblemException e) {
            return refused(form, e);
        }
    }

    @POST
    @TenantRole(Role.EDITOR)
    public Response create(@BeanParam AddForm form) {
        ConnectionSummary created;
        try {
            NewConnection request = new NewConnection(
                    AddForm.text(form.name),
                    Region.of(AddForm.text(form.region)),
                    form.chosenClientSideId(),
                    token(form));
            created = connections.create(tenant.id(), request, tenant.actor());
        } catch (ProblemException e) {
            return refused(form, e);
        }
        checks.check(tenant.id(), created.id());
        return to("/" + created.id());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(String id) {
        return show(id, Optional.empty());
    }

    @POST
    @Path("/{id}/check")
    @TenantRole(Role.EDITOR)
    public Response check(String id) {
        checks.check(tenant.id(), id);
        return to("/" + id);
    }

    @POST
    @Path("/{id}/token")
    @TenantRole(Role.EDITOR)
    public Response replaceToken(String id, @RestForm @Nullable String accessToken) {
        return changing(id, "/" + id, () -> {
            connections.replaceToken(tenant.id(), id, AddForm.text(accessToken), tenant.actor());
            checks.check(tenant.id(), id);
        });
    }

    @POST
    @Path("/{id}/name")
    @TenantRole(Role.EDITOR)
    public Response rename(String id, @RestForm @Nullable String name) {
        return changing(id, "/" + id, () -> connections.rename(tenant.id(), id, AddForm.text(name), tenant.actor()));
    }

    @POST
    @Path("/{id}/remove")
    @TenantRole(Role.EDITOR)
    public Response remove(String id) {
        return changing(id, "", () -> connections.remove(tenant.id(), id, tenant.actor()));
    }

    /** A refusal is told on the page where the mistake was made; what is not there is not there. */
    private Response changing(String id, String next, Runnable change) {
        try {
            change.run();
        } catch (ProblemException e) {
            if (e.status() == 404) {
                throw e;
            }
            return page(e.status(), show(id, Optional.of(e.shown())));
        }
        return to(next);
    }

    private TemplateInstance show(String id, Optional<ShownError> error) {
        ConnectionSummary connection = connections.get(tenant.id(), id);
        return Templates.show(
                ConnectionView.of(connection, uses.of(tenant.id(), connection.number())),
                uses.segments(tenant.id(), connection.number()),
                uses.trouble(tenant.id(), connection.number()),
                error);
    }

    private Secret token(AddForm form) {
        String pasted = AddForm.text(form.accessToken);
        return pasted.isEmpty()
                ? drafts.open(tenant.id(), AddForm.text(form.draft)).orElseGet(() -> NewConnection.checkedToken(""))
                : NewConnection.checkedToken(pasted);
    }

    /** The form again with what was typed; a token that is one, and was not refused, need not be pasted again. */
    private Response refused(AddForm form, ProblemException e) {
        Optional<Secret> token;
        try {
            token = Optional.of(token(form)).filter(any -> e.shown().error() != ErrorCode.CREDENTIALS_REFUSED);
        } catch (ProblemException noToken) {
            token = Optional.empty();
        }
        return page(e.status(), again(form, token, List.of(), Optional.of(e.shown())));
    }

    private TemplateInstance again(
            AddForm form, Optional<Secret> token, List<TargetEnvironment> environments, Optional<ShownError> error) {
        return Templates.add(new AddView(
                AddForm.text(form.name),
                form.chosenClientSideId(),
                form.chosenClientSideId(),
                token.map(secret -> drafts.seal(tenant.id(), secret)).orElse(""),
                token.map(Secret::lastFour).orElse(""),
                environments,
                error));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(page)
                .build();
    }

    private Response to(String path) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/connections" + path))
                .build();
    }
}
