package io.segue.dashboard.support;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.dashboard.support.SupportViews.ListView;
import io.segue.dashboard.support.TenantQuery.Need;
import io.segue.inbox.hook.SupportDesk;
import io.segue.tenant.NewTenant;
import io.segue.tenant.SignedIn;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** All tenants: who waits, who fails and why; and making one. */
@Path("/support")
@RolesAllowed(SignedIn.SUPPORT)
@Blocking
@Produces(MediaType.TEXT_HTML)
class SupportPages {

    private final SupportViews views;
    private final Failures failures;
    private final SupportDesk desk;
    private final SecurityIdentity identity;

    SupportPages(SupportViews views, Failures failures, SupportDesk desk, SecurityIdentity identity) {
        this.views = views;
        this.failures = failures;
        this.desk = desk;
        this.identity = identity;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(ListView view);

        static native TemplateInstance failures(List<Failure> failures);

        static native TemplateInstance make(NewForm form, Optional<String> mistake);

        private Templates() {}
    }

    /** What was typed of a tenant to be made. */
    record NewForm(String slug, String name, String contact, String note) {}

    @GET
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String search,
            @RestQuery @DefaultValue("") String need,
            @RestQuery @DefaultValue("") String cause,
            @RestQuery @DefaultValue("") String why,
            @RestQuery @DefaultValue("1") int page) {
        return Templates.list(views.list(new TenantQuery(search, Need.of(need), cause, why), Math.max(1, page)));
    }

    /** What fails across tenants, by cause. */
    @GET
    @Path("failures")
    public TemplateInstance failures() {
        return Templates.failures(failures.byCause());
    }

    @GET
    @Path("new")
    public TemplateInstance form() {
        return Templates.make(new NewForm("", "", "", ""), Optional.empty());
    }

    /** A mistake is told where it was made, with what was typed. */
    @POST
    public Response create(
            @RestForm @DefaultValue("") String slug,
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("") String contact,
            @RestForm @DefaultValue("") String note) {
        try {
            NewTenant asked = new NewTenant(slug, name, given(contact), given(note));
            return Response.seeOther(TenantPages.of(
                            desk.create(asked, TenantPages.actor(identity)).slug()))
                    .build();
        } catch (ProblemException e) {
            return Response.status(e.status())
                    .entity(Templates.make(new NewForm(slug, name, contact, note), Optional.of(e.detail())))
                    .build();
        }
    }

    private static Optional<String> given(String text) {
        return Optional.of(text.strip()).filter(t -> !t.isEmpty());
    }
}
