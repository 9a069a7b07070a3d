package io.segue.flags.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.change.ChangeHooks;
import io.segue.flags.change.ChangeOrders;
import io.segue.flags.change.ChangeOrders.ChangeOrder;
import io.segue.flags.choice.Choices;
import io.segue.flags.page.ChangesView.ChangesForm;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ShownError;
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

/** Changed flags as events in Heap: LaunchDarkly's webhook, as whose events, and what became of each change. */
@Path("/t/{tenant}/flags/changes")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class ChangePages {

    private static final int CHANGES_SHOWN = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ChangesView view);

        static native TemplateInstance nowhere();

        private Templates() {}
    }

    private final Connections connections;
    private final ChangeHooks hooks;
    private final ChangeOrders orders;
    private final Choices choices;
    private final CurrentTenant tenant;

    ChangePages(
            Connections connections, ChangeHooks hooks, ChangeOrders orders, Choices choices, CurrentTenant tenant) {
        this.connections = connections;
        this.hooks = hooks;
        this.orders = orders;
        this.choices = choices;
        this.tenant = tenant;
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(@RestQuery @DefaultValue("") String connection) {
        List<ConnectionSummary> all = connections.list(tenant.id());
        if (connection.isEmpty() && all.isEmpty()) {
            return Templates.nowhere();
        }
        return Templates.show(
                view(connection.isEmpty() ? all.get(0) : place(connection), "", Optional.empty(), Optional.empty()));
    }

    /** The URL is shown by this answer and never again, so it is no redirect. */
    @POST
    @Path("/url")
    @TenantRole(Role.EDITOR)
    public TemplateInstance url(@RestForm @DefaultValue("") String connection) {
        ConnectionSummary place = place(connection);
        String url = hooks.rotateUrl(tenant.id(), tenant.actor());
        return Templates.show(view(place, url, Optional.empty(), Optional.empty()));
    }

    @POST
    @Path("/secret")
    @TenantRole(Role.EDITOR)
    public Response secret(@RestForm @DefaultValue("") String connection, @RestForm @DefaultValue("") String secret) {
        ConnectionSummary place = place(connection);
        return changing(place, Optional.empty(), () -> hooks.setSecret(tenant.id(), secret, tenant.actor()));
    }

    @POST
    @TenantRole(Role.EDITOR)
    public Response order(
            @RestForm @DefaultValue("") String connection,
            @RestForm @DefaultValue("") String on,
            @RestForm @DefaultValue("") String identity,
            @RestForm @DefaultValue("") String appId,
            @RestForm @DefaultValue("us") String region) {
        ConnectionSummary place = place(connection);
        boolean isOn = !on.isEmpty();
        return changing(
                place,
                Optional.of(new ChangesForm(isOn, identity, appId, region)),
                () -> orders.order(
                        tenant.id(),
                        place,
                        isOn,
                        identity,
                        new HeapPlace(appId, HeapRegion.of(region)),
                        tenant.actor()));
    }

    private Response changing(ConnectionSummary place, Optional<ChangesForm> typed, Runnable change) {
        try {
            change.run();
        } catch (ProblemException e) {
            return Response.status(e.status())
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .entity(Templates.show(view(place, "", typed, Optional.of(e.shown()))))
                    .build();
        }
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/flags/changes?connection=" + place.id()))
                .build();
    }

    private ChangesView view(
            ConnectionSummary place, String url, Optional<ChangesForm> typed, Optional<ShownError> error) {
        long id = tenant.id();
        ChangeOrder order = orders.find(id, place.number());
        return new ChangesView(
                new Places(connections.list(id), place),
                tenant.canEdit(),
                hooks.state(id),
                url,
                order,
                typed.orElseGet(() -> form(order)),
                choices.current(id, place.number()).choice().flags().size(),
                orders.latest(id, place.number(), CHANGES_SHOWN),
                error);
    }

    private static ChangesForm form(ChangeOrder order) {
        return new ChangesForm(
                order.isOn(),
                order.identity(),
                order.place().map(HeapPlace::appId).orElse(""),
                order.place().map(place -> place.region().word()).orElse(HeapRegion.US.word()));
    }

    private ConnectionSummary place(String connection) {
        return connections.get(tenant.id(), connection);
    }
}
