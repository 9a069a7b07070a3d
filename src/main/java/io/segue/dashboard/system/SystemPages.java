package io.segue.dashboard.system;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.segue.tenant.SignedIn;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;

/** How the installation itself is, for support and operators. */
@Path("/support/system")
@RolesAllowed(SignedIn.SUPPORT)
@Blocking
@Produces(MediaType.TEXT_HTML)
class SystemPages {

    private final SystemViews views;

    SystemPages(SystemViews views) {
        this.views = views;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(SystemView view);

        private Templates() {}
    }

    /**
     * Asks for itself again for a while: who leaves it open does not stay signed in by it.
     *
     * @param since when it was opened, in seconds; 0 when it is opened now
     */
    @GET
    public TemplateInstance show(@RestQuery @DefaultValue("0") long since) {
        return Templates.show(views.now(since));
    }
}
