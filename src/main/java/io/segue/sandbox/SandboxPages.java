package io.segue.sandbox;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The way in to both imitations. */
@Path("/sandbox")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SandboxPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance index();

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance index() {
        return Templates.index();
    }
}
