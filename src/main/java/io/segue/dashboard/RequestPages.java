package io.segue.dashboard;

import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.dashboard.NobodyView.Typed;
import io.segue.tenant.Requests;
import io.segue.tenant.Requests.Made;
import io.segue.tenant.Requests.Wish;
import io.segue.tenant.SignedIn;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;

/** Asking for the integration; the front page has the form, and tells how the request stands. */
@Path("/requests")
@AuthorizationCodeFlow
@Authenticated
@Blocking
class RequestPages {

    private final Requests requests;
    private final NobodyViews views;
    private final Audit audit;
    private final SecurityIdentity identity;

    RequestPages(Requests requests, NobodyViews views, Audit audit, SecurityIdentity identity) {
        this.requests = requests;
        this.views = views;
        this.audit = audit;
        this.identity = identity;
    }

    @POST
    public Response make(
            @RestForm @DefaultValue("") String organisation,
            @RestForm @DefaultValue("") String contact,
            @RestForm @DefaultValue("") String why) {
        SignedIn person = SignedIn.from(identity);
        Made made;
        try {
            made = requests.make(new Wish(organisation, contact, why), person);
        } catch (ProblemException e) {
            NobodyView again = views.of(identity).withMistake(e.detail(), new Typed(organisation, contact, why));
            return Response.status(e.status())
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .entity(FrontPages.Templates.nobody(again))
                    .build();
        }
        audit.write(made.tenant(), person.name(), "requested the integration", made.slug(), Change.to("requested"));
        return Response.seeOther(URI.create("/")).build();
    }
}
