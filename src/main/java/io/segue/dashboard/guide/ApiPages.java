package io.segue.dashboard.guide;

import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.dashboard.guide.DescribedApi.Group;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** The REST API, for everybody who reads: its operations by resource, each with its parameters, answers and an example. */
@Path("/api")
@AuthorizationCodeFlow
@Blocking
@Produces(MediaType.TEXT_HTML)
class ApiPages {

    private final DescribedApi api;
    private final SecurityIdentity identity;

    ApiPages(DescribedApi api, SecurityIdentity identity) {
        this.api = api;
        this.identity = identity;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ApiView view);

        private Templates() {}
    }

    /**
     * All resources, and the one that is read.
     *
     * @param group empty for the table of contents
     */
    record ApiView(String description, List<Group> groups, Optional<Group> group) {}

    @GET
    @PermitAll
    public TemplateInstance show(@RestQuery @DefaultValue("") String of) {
        // Asked for, so that the frame knows who looks: nothing else on this page does.
        identity.isAnonymous();
        List<Group> groups = api.groups();
        Optional<Group> group = of.isEmpty()
                ? Optional.empty()
                : Optional.of(groups.stream()
                        .filter(one -> one.name().equals(of))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("this resource of the API")));
        return Templates.show(new ApiView(api.description(), groups, group));
    }
}
