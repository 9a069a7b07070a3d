package io.segue.dashboard;

import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.audit.Audit;
import io.segue.tenant.Requests;
import io.segue.tenant.Requests.Made;
import io.segue.tenant.Requests.Wish;
import io.segue.tenant.SignedIn;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
    private final Audit audit;
    private final SecurityIdentity identity;

    RequestPages(Requests requests, Audit audit, SecurityIdentity identity) {
        this.requests = requests;
        this.audit = audit;
        this.identity = identity;
    }

    @POST
    public Response make(
            @RestForm @DefaultValue("") String organisation,
            @RestForm @DefaultValue("") String contact,
            @RestForm @DefaultValue("") String why) {
        SignedIn person = SignedIn.from(identity);
        Made made = requests.make(new Wish(organisation, contact, why), person);
        audit.write(made.tenant(), person.name(), "requested the integration", made.slug(), "after: requested");
        return Response.seeOther(URI.create("/")).build();
    }
}
