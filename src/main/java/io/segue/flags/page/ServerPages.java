package io.segue.flags.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.flags.engine.Previews;
import io.segue.flags.write.FlagValuePreview;
import io.segue.flags.write.SdkKeys;
import io.segue.flags.write.WriteOrders;
import io.segue.flags.write.WriteRuns;
import io.segue.flags.write.WriteRuns.WriteCall;
import io.segue.flags.write.WriteRuns.WriteRun;
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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Flag values that are written to Heap from the server: ordered, previewed, and what became of it. */
@Path("/t/{tenant}/flags/server")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class ServerPages {

    private static final int CALLS_SHOWN = 500;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ServerView view);

        static native TemplateInstance nowhere();

        static native TemplateInstance preview(ConnectionSummary place, FlagValuePreview preview);

        static native TemplateInstance run(WriteRun run, String place, List<WriteCall> calls);

        private Templates() {}
    }

    private final Connections connections;
    private final WriteOrders orders;
    private final WriteRuns runs;
    private final SdkKeys keys;
    private final Previews previews;
    private final ServerViews views;
    private final CurrentTenant tenant;

    ServerPages(
            Connections connections,
            WriteOrders orders,
            WriteRuns runs,
            SdkKeys keys,
            Previews previews,
            ServerViews views,
            CurrentTenant tenant) {
        this.connections = connections;
        this.orders = orders;
        this.runs = runs;
        this.keys = keys;
        this.previews = previews;
        this.views = views;
        this.tenant = tenant;
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(@RestQuery @DefaultValue("") String connection) {
        List<ConnectionSummary> all = connections.list(tenant.id());
        if (connection.isEmpty() && all.isEmpty()) {
            return Templates.nowhere();
        }
        return Templates.show(views.saved(connection.isEmpty() ? all.get(0) : place(connection)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @TenantRole(Role.EDITOR)
    public Response order(MultivaluedMap<String, String> fields) {
        ServerForm form = ServerForm.of(fields);
        ConnectionSummary place = place(fields.getFirst("connection"));
        return changing(
                place,
                form,
                () -> orders.order(tenant.id(), place, form.settings(views::segmentNumber), tenant.actor()));
    }

    @POST
    @Path("/key")
    @TenantRole(Role.EDITOR)
    public Response key(@RestForm @DefaultValue("") String connection, @RestForm @DefaultValue("") String sdkKey) {
        ConnectionSummary place = place(connection);
        return changing(place, views.formOf(place), () -> keys.give(tenant.id(), place, sdkKey, tenant.actor()));
    }

    @POST
    @Path("/check")
    @TenantRole(Role.EDITOR)
    public Response check(@RestForm @DefaultValue("") String connection) {
        ConnectionSummary place = place(connection);
        return changing(place, views.formOf(place), () -> keys.check(tenant.id(), place));
    }

    @POST
    @Path("/run")
    @TenantRole(Role.EDITOR)
    public Response run(@RestForm @DefaultValue("") String connection, @RestForm @DefaultValue("") String everything) {
        ConnectionSummary place = place(connection);
        long run;
        try {
            run = orders.startRun(tenant.id(), place, !everything.isEmpty(), tenant.actor());
        } catch (ProblemException e) {
            return refused(place, views.formOf(place), e);
        }
        return to("/runs/" + runs.idOf(run));
    }

    @GET
    @Path("/preview")
    @TenantRole(Role.VIEWER)
    public Response preview(@RestQuery @DefaultValue("") String connection) {
        ConnectionSummary place = place(connection);
        try {
            return page(200, Templates.preview(place, previews.of(tenant.id(), place.number())));
        } catch (ProblemException e) {
            return refused(place, views.formOf(place), e);
        }
    }

    @GET
    @Path("/runs/{run}")
    @TenantRole(Role.VIEWER)
    public TemplateInstance runOf(@RestPath String run) {
        WriteRun found = runs.get(tenant.id(), run);
        String place = connections
                .find(tenant.id(), found.connection())
                .map(ConnectionSummary::id)
                .orElse("");
        return Templates.run(found, place, runs.calls(tenant.id(), run, CALLS_SHOWN));
    }

    private ConnectionSummary place(String connection) {
        return connections.get(tenant.id(), connection == null ? "" : connection);
    }

    private Response changing(ConnectionSummary place, ServerForm form, Runnable change) {
        try {
            change.run();
        } catch (ProblemException e) {
            if (e.status() == 404) {
                throw e;
            }
            return refused(place, form, e);
        }
        return to("?connection=" + place.id());
    }

    private Response refused(ConnectionSummary place, ServerForm form, ProblemException e) {
        return page(e.status(), Templates.show(views.drafted(place, form, Optional.of(e.shown()))));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(page)
                .build();
    }

    private Response to(String path) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/flags/server" + path))
                .build();
    }
}
