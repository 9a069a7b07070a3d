package io.segue.inbox.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.hook.HookState;
import io.segue.inbox.hook.Hooks;
import io.segue.inbox.replay.ReplayPlan;
import io.segue.inbox.replay.Replays;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.Zones;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What Heap sent, call by call, and what became of it. */
@Path("/t/{tenant}/inbox")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class InboxPages {

    /** htmx's word for "stop polling". */
    private static final int STOP_POLLING = 286;

    private static final Duration LONGEST_WATCH = Duration.ofMinutes(20);

    private final InboxViews views;
    private final Hooks hooks;
    private final Replays replays;
    private final ObjectMapper json;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;
    private final Zones zones;

    InboxPages(
            InboxViews views,
            Hooks hooks,
            Replays replays,
            ObjectMapper json,
            OpaqueIds ids,
            CurrentTenant tenant,
            Zones zones) {
        this.views = views;
        this.hooks = hooks;
        this.replays = replays;
        this.json = json;
        this.ids = ids;
        this.tenant = tenant;
        this.zones = zones;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(InboxView view);

        static native TemplateInstance news(NewsView view);

        static native TemplateInstance show(DeliveryView view);

        private Templates() {}
    }

    /**
     * One page of the inbox; older pages follow the last id of this one.
     *
     * @param replayed how many were just asked to be replayed
     * @param at when it was looked at, in seconds since 1970
     */
    record InboxView(
            String slug,
            boolean canEdit,
            InboxQuery query,
            HookState hook,
            boolean isFirst,
            List<InboxRow> rows,
            Optional<String> older,
            Optional<Long> replayed,
            long at) {

        public List<String> verdicts() {
            return DeliveryFilter.VERDICTS;
        }

        /** What the page asks after, to hear of newer ones. */
        public String newest() {
            return rows.isEmpty() ? "" : rows.get(0).id();
        }

        /** While something waits on the page, it looks again soon. */
        public boolean isMoving() {
            return rows.stream().anyMatch(InboxRow::isWaiting);
        }
    }

    /** How many newer ones there are; so many fill a page. */
    record NewsView(String slug, InboxQuery query, String than, int newer) {

        public boolean isMany() {
            return newer >= InboxViews.PAGE;
        }
    }

    /**
     * One delivery with its body, as long as that is kept, and whether it can be replayed.
     *
     * @param first the delivery that came first with the same page, when this one is not it
     */
    record DeliveryView(
            String slug,
            boolean canEdit,
            boolean isOwner,
            InboxRow delivery,
            Optional<String> first,
            Optional<ShownBody> body,
            ReplayPlan plan) {}

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String day,
            @RestQuery @DefaultValue("") String verdict,
            @RestQuery @DefaultValue("") String segment,
            @RestQuery @DefaultValue("") String task,
            @RestQuery @DefaultValue("") String before,
            @RestQuery Optional<Long> replayed) {
        InboxQuery query = InboxQuery.of(day, zones.current(), verdict, segment, task);
        Optional<Long> last = before.isEmpty() ? Optional.empty() : Optional.of(number(before));
        InboxViews.Page page = views.page(tenant.id(), query.filter(), last);
        return Templates.list(new InboxView(
                tenant.slug(),
                tenant.canEdit(),
                query,
                hooks.state(tenant.id()),
                last.isEmpty(),
                page.rows(),
                page.older(),
                replayed,
                zones.now().toEpochSecond()));
    }

    /** Asked every few seconds by a page that is open: how many came since. */
    @GET
    @Path("news")
    @TenantRole(Role.VIEWER)
    public Response news(
            @RestQuery @DefaultValue("") String day,
            @RestQuery @DefaultValue("") String verdict,
            @RestQuery @DefaultValue("") String segment,
            @RestQuery @DefaultValue("") String task,
            @RestQuery @DefaultValue("") String than,
            @RestQuery @DefaultValue("0") long since) {
        if (zones.now().toEpochSecond() - since > LONGEST_WATCH.toSeconds()) {
            // Whoever has gone away must not stay signed in by it.
            return Response.status(STOP_POLLING).build();
        }
        InboxQuery query = InboxQuery.of(day, zones.current(), verdict, segment, task);
        int newer = views.newer(tenant.id(), query.filter(), than.isEmpty() ? 0 : number(than));
        return newer == 0
                ? Response.noContent().build()
                : Response.ok(Templates.news(new NewsView(tenant.slug(), query, than, newer))
                                .render())
                        .build();
    }

    @GET
    @Path("{id}")
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(@RestPath String id, @RestQuery @DefaultValue("") String find) {
        long number = number(id);
        InboxRow delivery = views.find(tenant.id(), number).orElseThrow(InboxPages::unknown);
        return Templates.show(new DeliveryView(
                tenant.slug(),
                tenant.canEdit(),
                tenant.isOwner() && tenant.canEdit(),
                delivery,
                views.first(tenant.id(), number),
                views.body(tenant.id(), number).map(body -> ShownBody.of(body, find.strip(), json)),
                replays.plan(tenant.id(), DeliveryFilter.of(number))));
    }

    /** The very bytes that came. */
    @GET
    @Path("{id}/body")
    @Produces(MediaType.APPLICATION_JSON)
    @TenantRole(Role.VIEWER)
    public Response body(@RestPath String id) {
        byte[] deflated = views.body(tenant.id(), number(id)).orElseThrow(InboxPages::unknown);
        StreamingOutput whole = out -> new InflaterInputStream(new ByteArrayInputStream(deflated)).transferTo(out);
        return Response.ok(whole, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".json\"")
                .build();
    }

    private long number(String id) {
        return ids.decode("dlv", id).orElseThrow(InboxPages::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("this delivery");
    }
}
