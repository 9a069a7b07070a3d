package io.segue.sync.arrival;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.Region;
import io.segue.platform.OpaqueIds;
import io.segue.sync.arrival.ArrivalRules.Standing;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What becomes of segments that Heap sends for the first time. */
@Path("/t/{tenant}/new-segments")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class ArrivalPages {

    private final ArrivalRules rules;
    private final SeenFields fields;
    private final Connections connections;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    ArrivalPages(ArrivalRules rules, SeenFields fields, Connections connections, OpaqueIds ids, CurrentTenant tenant) {
        this.rules = rules;
        this.fields = fields;
        this.connections = connections;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ArrivalView view);

        private Templates() {}
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance show() {
        Standing standing = rules.ofTenant(tenant.id());
        List<ConnectionSummary> places = connections.list(tenant.id()).stream()
                .filter(connection -> connection.region() == Region.US)
                .toList();
        // Samples are users: who cannot choose by them need not see them.
        boolean isChoosing = tenant.canEdit() && !places.isEmpty();
        return Templates.show(new ArrivalView(
                tenant.slug(),
                tenant.canEdit(),
                standing,
                places,
                isChoosing
                        ? fields.ofTenant(
                                tenant.id(),
                                standing.rule().map(ArrivalRule::keyField).orElse(""))
                        : List.of()));
    }

    @POST
    @TenantRole(Role.EDITOR)
    public Response turnOn(@BeanParam ArrivalForm form) {
        rules.set(tenant.id(), Optional.of(form.rule(ids)), tenant.actor());
        return back();
    }

    @POST
    @Path("off")
    @TenantRole(Role.EDITOR)
    public Response turnOff() {
        rules.set(tenant.id(), Optional.empty(), tenant.actor());
        return back();
    }

    private Response back() {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/new-segments"))
                .build();
    }
}
