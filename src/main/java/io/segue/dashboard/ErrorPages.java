package io.segue.dashboard;

import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.web.catalogue.Area;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The error catalogue, for everybody: whoever reads a code in an answer of the API need not sign in to look it up. */
@Path("/errors")
@AuthorizationCodeFlow
@Blocking
class ErrorPages {

    private final SecurityIdentity identity;

    ErrorPages(SecurityIdentity identity) {
        this.identity = identity;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Area> areas);

        private Templates() {}
    }

    @GET
    @PermitAll
    public TemplateInstance list() {
        // Asked for, so that the frame knows who looks: nothing else on this page does.
        identity.isAnonymous();
        return Templates.list(List.of(Area.values()));
    }
}
