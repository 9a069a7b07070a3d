package io.segue.dashboard.support;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.dashboard.support.SupportViews.Invited;
import io.segue.dashboard.support.SupportViews.ListView;
import io.segue.dashboard.support.SupportViews.Row;
import io.segue.inbox.hook.HookSettings;
import io.segue.inbox.hook.SupportDesk;
import io.segue.tenant.NewTenant;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Support's tenants: who waits, who fails, and the few things that support does with them. */
@Path("/support")
@RolesAllowed(SignedIn.SUPPORT)
@Blocking
@Produces(MediaType.TEXT_HTML)
class SupportPages {

    private final SupportViews views;
    private final SupportDesk desk;
    private final Tenants tenants;
    private final HookSettings settings;
    private final SecurityIdentity identity;

    SupportPages(
            SupportViews views, SupportDesk desk, Tenants tenants, HookSettings settings, SecurityIdentity identity) {
        this.views = views;
        this.desk = desk;
        this.tenants = tenants;
        this.settings = settings;
        this.identity = identity;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(ListView view);

        static native TemplateInstance show(TenantView view);

        private Templates() {}
    }

    /** One tenant, its people, and its webhook URL on the one answer that shows it. */
    record TenantView(Row row, List<Invited> people, Optional<String> newUrl) {}

    @GET
    public TemplateInstance list(@RestQuery @DefaultValue("") String search, @RestQuery @DefaultValue("1") int page) {
        return Templates.list(views.list(search, Math.max(1, page)));
    }

    @GET
    @Path("{slug}")
    public TemplateInstance show(@RestPath String slug) {
        return page(slug, Optional.empty());
    }

    @POST
    public Response create(
            @RestForm @DefaultValue("") String slug,
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("") String contact,
            @RestForm @DefaultValue("") String note) {
        TenantSummary made = desk.create(new NewTenant(slug, name, given(contact), given(note)), actor());
        return Response.seeOther(pageOf(made.slug())).build();
    }

    /** The first time, the webhook URL is made with it, and shown on this one answer. */
    @POST
    @Path("{slug}/enable")
    public Object enable(@RestPath String slug) {
        SupportDesk.Enabled enabled = desk.enable(slug, actor());
        return enabled.newUrl().isPresent()
                ? page(slug, enabled.newUrl())
                : Response.seeOther(pageOf(slug)).build();
    }

    @POST
    @Path("{slug}/suspend")
    public Response suspend(@RestPath String slug) {
        desk.suspend(slug, actor());
        return Response.seeOther(pageOf(slug)).build();
    }

    @POST
    @Path("{slug}/owners")
    public Response invite(@RestPath String slug, @RestForm @DefaultValue("") String email) {
        desk.invite(slug, email, Role.OWNER, actor());
        return Response.seeOther(pageOf(slug)).build();
    }

    @POST
    @Path("{slug}/hook-url")
    public TemplateInstance makeUrl(@RestPath String slug) {
        return page(slug, desk.makeUrl(slug, actor()).newUrl());
    }

    @POST
    @Path("{slug}/window")
    public Response changeWindow(@RestPath String slug, @RestForm @DefaultValue("") String seconds) {
        settings.changeWindow(tenants.get(slug).id(), HookSettings.window(seconds), actor());
        return Response.seeOther(pageOf(slug)).build();
    }

    private TemplateInstance page(String slug, Optional<String> newUrl) {
        Row row = views.one(slug);
        return Templates.show(new TenantView(row, views.people(row.tenant().id()), newUrl));
    }

    private String actor() {
        return SignedIn.from(identity).name() + " (support)";
    }

    private static URI pageOf(String slug) {
        return URI.create("/support/" + slug);
    }

    private static Optional<String> given(String text) {
        return Optional.of(text.strip()).filter(t -> !t.isEmpty());
    }
}
