package io.segue.inbox.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.inbox.hook.HookState;
import io.segue.inbox.hook.Hooks;
import io.segue.inbox.page.InboxViews.InboxView;
import io.segue.inbox.page.InboxViews.Row;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What Heap sent, call by call, and what became of it. */
@Path("/t/{tenant}/inbox")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class InboxPages {

    private final InboxViews views;
    private final Hooks hooks;
    private final ObjectMapper json;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    InboxPages(InboxViews views, Hooks hooks, ObjectMapper json, OpaqueIds ids, CurrentTenant tenant) {
        this.views = views;
        this.hooks = hooks;
        this.json = json;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(InboxView view, HookState hook);

        static native TemplateInstance show(DeliveryView view);

        private Templates() {}
    }

    /** One delivery with its body, as long as that is kept. */
    record DeliveryView(String slug, Row delivery, Optional<ShownBody> body) {}

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String before, @RestQuery @DefaultValue("") String verdict) {
        Optional<Long> last = before.isEmpty() ? Optional.empty() : Optional.of(number(before));
        return Templates.list(views.page(tenant.id(), tenant.slug(), verdict, last), hooks.state(tenant.id()));
    }

    @GET
    @Path("{id}")
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(@RestPath String id) {
        long number = number(id);
        Row delivery = views.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this delivery"));
        return Templates.show(new DeliveryView(
                tenant.slug(), delivery, views.body(tenant.id(), number).map(body -> ShownBody.of(body, json))));
    }

    private long number(String id) {
        return ids.decode("dlv", id).orElseThrow(() -> ProblemException.notFound("this delivery"));
    }
}
