package io.segue.dashboard.support;

import io.quarkus.security.identity.SecurityIdentity;
import io.segue.dashboard.support.TenantPages.Templates;
import io.segue.tenant.SignedIn;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** The way of support's into a tenant's own pages, and out of them. */
@Path("/support/tenants/{slug}/look")
@RolesAllowed(SignedIn.SUPPORT)
@Blocking
@Produces(MediaType.TEXT_HTML)
class LookPages {

    private final LookDesk desk;
    private final TenantViews views;
    private final SecurityIdentity identity;

    LookPages(LookDesk desk, TenantViews views, SecurityIdentity identity) {
        this.desk = desk;
        this.views = views;
        this.identity = identity;
    }

    /** Leads to the page that was wanted, or to the tenant's first one. */
    @POST
    public Response begin(
            @RestPath String slug, @RestForm @DefaultValue("") String reason, @RestForm @DefaultValue("") String to) {
        try {
            desk.begin(slug, SignedIn.from(identity), reason, TenantPages.actor(identity));
        } catch (ProblemException e) {
            if (e.status() == 404) {
                throw e;
            }
            return Response.status(e.status())
                    .entity(Templates.show(views.of(slug, identity, to).withMistake(e.detail())))
                    .build();
        }
        return Response.seeOther(URI.create(TenantViews.wanted(slug, to).orElse("/t/" + slug)))
                .build();
    }

    @POST
    @Path("end")
    public Response end(@RestPath String slug) {
        desk.end(slug, SignedIn.from(identity), TenantPages.actor(identity));
        return Response.seeOther(TenantPages.of(slug)).build();
    }
}
