package io.segue.sync.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.sync.Mode;
import io.segue.sync.page.ManyOrders.Done;
import io.segue.sync.page.ManyOrders.Many;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** Turning many segments on or off at once, after saying in numbers what that does. */
@Path("/t/{tenant}/segments/many")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class ManyPages {

    private final ManyOrders orders;
    private final CurrentTenant tenant;

    ManyPages(ManyOrders orders, CurrentTenant tenant) {
        this.orders = orders;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ManyView view);

        private Templates() {}
    }

    @GET
    @TenantRole(Role.EDITOR)
    public TemplateInstance show(
            @RestQuery List<String> segment,
            @RestQuery @DefaultValue("on") String to,
            @RestQuery @DefaultValue("") String connection) {
        return Templates.show(orders.view(segment, to.equals("on"), connection));
    }

    @POST
    @TenantRole(Role.EDITOR)
    public Response turn(
            @RestForm List<String> segment,
            @RestForm @DefaultValue("on") String to,
            @RestForm @DefaultValue("") String connection,
            @RestForm @DefaultValue("recurring") String mode,
            @RestForm @DefaultValue("") String unlooked) {
        Mode wanted = !to.equals("on") ? Mode.OFF : mode.equals("once") ? Mode.ONCE : Mode.RECURRING;
        Done done = orders.turn(
                new Many(segment, connection, wanted, unlooked.isEmpty() ? Optional.empty() : Optional.of("id")));
        String how = wanted == Mode.OFF ? "off" : wanted == Mode.ONCE ? "once" : "on";
        String turned = how + "-" + done.turned().size();
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/segments?turned=" + turned))
                .build();
    }
}
