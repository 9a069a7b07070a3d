package io.segue.flags.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.flags.KnownFlags;
import io.segue.flags.choice.Choices;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** Which flags go to Heap from the browser: chosen, ordered, measured, and the snippet for it. */
@Path("/t/{tenant}/flags")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class FlagPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(BrowserView view);

        static native TemplateInstance nowhere();

        private Templates() {}
    }

    private final Connections connections;
    private final KnownFlags flags;
    private final Choices choices;
    private final BrowserViews views;
    private final CurrentTenant tenant;

    FlagPages(Connections connections, KnownFlags flags, Choices choices, BrowserViews views, CurrentTenant tenant) {
        this.connections = connections;
        this.flags = flags;
        this.choices = choices;
        this.views = views;
        this.tenant = tenant;
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(
            @RestQuery @DefaultValue("") String connection, @RestQuery @DefaultValue("") String find) {
        List<ConnectionSummary> all = connections.list(tenant.id());
        if (connection.isEmpty() && all.isEmpty()) {
            return Templates.nowhere();
        }
        return Templates.show(views.saved(places(all, connection), find.strip()));
    }

    /** Changes nothing, so it answers the same form in another order, or with other flags found; nothing is lost of it. */
    @POST
    @Path("/arrange")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @TenantRole(Role.EDITOR)
    public TemplateInstance arrange(MultivaluedMap<String, String> fields) {
        FlagForm form = FlagForm.of(fields);
        return Templates.show(views.drafted(places(form), form, Optional.empty()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @TenantRole(Role.EDITOR)
    public Response save(MultivaluedMap<String, String> fields) {
        FlagForm form = FlagForm.of(fields);
        Places places = places(form);
        try {
            choices.save(tenant.id(), places.chosen(), form.seenVersion(), form.choice(), tenant.actor());
        } catch (ProblemException e) {
            return page(e.status(), views.drafted(places, form, Optional.of(e.shown())));
        }
        return to(places.chosen());
    }

    /** Asks LaunchDarkly again, for whoever has just made a flag there; what is chosen and not saved yet stays. */
    @POST
    @Path("/read")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @TenantRole(Role.EDITOR)
    public Response read(MultivaluedMap<String, String> fields) {
        FlagForm form = FlagForm.of(fields);
        Places places = places(form);
        flags.forget(tenant.id(), places.chosen().number());
        BrowserView view = views.drafted(places, form, Optional.empty());
        return view.isDraft() ? page(200, view) : to(places.chosen());
    }

    private Places places(FlagForm form) {
        return places(connections.list(tenant.id()), form.connection());
    }

    private Places places(List<ConnectionSummary> all, String connection) {
        return new Places(
                all, connection.isEmpty() && !all.isEmpty() ? all.get(0) : connections.get(tenant.id(), connection));
    }

    private static Response page(int status, BrowserView view) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(Templates.show(view))
                .build();
    }

    private Response to(ConnectionSummary place) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/flags?connection=" + place.id()))
                .build();
    }
}
