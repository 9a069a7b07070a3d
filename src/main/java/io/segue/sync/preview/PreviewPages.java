package io.segue.sync.preview;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.connection.ConnectionSummary;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Addressed;
import io.segue.sync.Rebuilds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.smallrye.common.annotation.Blocking;
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

/** Who would be added and removed, before anything is sent; and comparing everything again. */
@Path("/t/{tenant}/segments/{segment}")
@Authenticated
@Blocking
class PreviewPages {

    private final Previews previews;
    private final PreviewFile file;
    private final Addressed addressed;
    private final Rebuilds rebuilds;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    PreviewPages(
            Previews previews,
            PreviewFile file,
            Addressed addressed,
            Rebuilds rebuilds,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.previews = previews;
        this.file = file;
        this.addressed = addressed;
        this.rebuilds = rebuilds;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(PreviewView view);

        private Templates() {}
    }

    /** What would go from one segment to one connection. */
    record PreviewView(
            String slug,
            boolean canEdit,
            String segmentId,
            SegmentSummary segment,
            ConnectionSummary connection,
            Preview preview) {}

    @GET
    @Path("preview")
    @TenantRole(Role.VIEWER)
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show(@RestPath String segment, @RestQuery @DefaultValue("") String connection) {
        SegmentSummary found = addressed.segment(segment);
        ConnectionSummary target = addressed.connection(connection);
        return Templates.show(new PreviewView(
                tenant.slug(),
                tenant.canEdit(),
                segment,
                found,
                target,
                previews.of(tenant.id(), found, target.number())));
    }

    /** All of it: one line for each key, "hold" where a removal would wait for a person. */
    @GET
    @Path("preview/csv")
    @TenantRole(Role.VIEWER)
    @Produces(PreviewFile.CSV)
    public Response csv(@RestPath String segment, @RestQuery @DefaultValue("") String connection) {
        SegmentSummary found = addressed.segment(segment);
        return file.answer(tenant.id(), found, addressed.connection(connection).number());
    }

    /** Compares everything that should be in LaunchDarkly with what it confirmed, and sends both directions. */
    @POST
    @Path("rebuild")
    @TenantRole(Role.EDITOR)
    public Response rebuild(@RestPath String segment, @RestForm @DefaultValue("") String connection) {
        long run = rebuilds.rebuild(
                tenant.id(),
                addressed.segment(segment).id(),
                addressed.connection(connection).number(),
                tenant.actor());
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/runs/" + ids.encode("run", run)))
                .build();
    }
}
