package io.segue.dashboard.support;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.inbox.hook.HookSettings;
import io.segue.inbox.hook.SupportDesk;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.Tenants;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** One tenant as support has it before it: how it is, and the few things that support does with it. */
@Path("/support/tenants/{slug}")
@RolesAllowed(SignedIn.SUPPORT)
@Blocking
@Produces(MediaType.TEXT_HTML)
class TenantPages {

    private final TenantViews views;
    private final LookDesk looks;
    private final SupportDesk desk;
    private final Tenants tenants;
    private final HookSettings settings;
    private final SecurityIdentity identity;

    TenantPages(
            TenantViews views,
            LookDesk looks,
            SupportDesk desk,
            Tenants tenants,
            HookSettings settings,
            SecurityIdentity identity) {
        this.views = views;
        this.looks = looks;
        this.desk = desk;
        this.tenants = tenants;
        this.settings = settings;
        this.identity = identity;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(TenantView view);

        private Templates() {}
    }

    @GET
    public TemplateInstance show(@RestPath String slug, @RestQuery @DefaultValue("") String to) {
        TenantView view = views.of(slug, identity, to);
        looks.noteOpened(view.row().tenant().id(), slug, actor());
        return Templates.show(view);
    }

    /** Who has no webhook URL yet gets one with it, and shown on this one answer. */
    @POST
    @Path("enable")
    public Object enable(@RestPath String slug) {
        SupportDesk.Enabled enabled = desk.enable(slug, actor());
        return enabled.newUrl().isPresent()
                ? Templates.show(view(slug).with(enabled.newUrl().get()))
                : back(slug);
    }

    @POST
    @Path("suspend")
    public Response suspend(@RestPath String slug, @RestForm @DefaultValue("") String reason) {
        return changing(slug, () -> {
            if (reason.isBlank()) {
                throw ProblemException.badRequest("Suspending a tenant: expected a reason, got none. The customer reads"
                        + " it in the audit log.");
            }
            desk.suspend(slug, reason, actor());
        });
    }

    @POST
    @Path("owners")
    public Response invite(@RestPath String slug, @RestForm @DefaultValue("") String email) {
        return changing(slug, () -> desk.invite(slug, email, Role.OWNER, actor()));
    }

    @POST
    @Path("hook-url")
    public TemplateInstance makeUrl(@RestPath String slug) {
        String url = desk.makeUrl(slug, actor()).newUrl().orElseThrow();
        return Templates.show(view(slug).with(url));
    }

    @POST
    @Path("window")
    public Response changeWindow(@RestPath String slug, @RestForm @DefaultValue("") String seconds) {
        return changing(
                slug, () -> settings.changeWindow(tenants.get(slug).id(), HookSettings.window(seconds), actor()));
    }

    /** A mistake is told on the page where it was made. */
    private Response changing(String slug, Runnable change) {
        try {
            change.run();
            return back(slug);
        } catch (ProblemException e) {
            if (e.status() == 404) {
                throw e;
            }
            return Response.status(e.status())
                    .entity(Templates.show(view(slug).withMistake(e.detail())))
                    .build();
        }
    }

    private TenantView view(String slug) {
        return views.of(slug, identity, "");
    }

    private static Response back(String slug) {
        return Response.seeOther(of(slug)).build();
    }

    static URI of(String slug) {
        return URI.create("/support/tenants/" + slug);
    }

    private String actor() {
        return actor(identity);
    }

    /** How the customer reads in the audit log that it was support. */
    static String actor(SecurityIdentity identity) {
        return SignedIn.from(identity).name() + " (support)";
    }
}
