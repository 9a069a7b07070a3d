package io.segue.sync.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.FirstRuns;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import io.segue.sync.SyncSummary;
import io.segue.sync.page.SegmentList.Row;
import io.segue.sync.page.SegmentList.Turned;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The segments that reached us, and the switch of each. */
@Path("/t/{tenant}/segments")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class SegmentListPages {

    private static final String HTMX = "HX-Request";

    private final SegmentListViews lists;
    private final SegmentViews views;
    private final Segments segments;
    private final FirstRuns orders;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    SegmentListPages(
            SegmentListViews lists,
            SegmentViews views,
            Segments segments,
            FirstRuns orders,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.lists = lists;
        this.views = views;
        this.segments = segments;
        this.orders = orders;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(SegmentList view);

        static native TemplateInstance list$found(SegmentList view);

        static native TemplateInstance row(Row row);

        private Templates() {}
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String search,
            @RestQuery @DefaultValue("") String state,
            @RestQuery @DefaultValue("") String sort,
            @RestQuery @DefaultValue("1") int page,
            @RestQuery @DefaultValue("") String turned,
            @HeaderParam(HTMX) @DefaultValue("") String htmx) {
        SegmentQuery query = SegmentQuery.of(search, state, sort, page);
        SegmentList list = lists.list(tenant.id(), tenant.slug(), tenant.canEdit(), query, turned(turned));
        return htmx.isEmpty() ? Templates.list(list) : Templates.list$found(list);
    }

    /**
     * Turns a sync off as it is, or on again as it was; what was never on is asked for its key first. Answers htmx with
     * the segment's lines, and a browser with the list.
     */
    @POST
    @Path("{id}/switch")
    @TenantRole(Role.EDITOR)
    public Response turn(
            @RestPath String id,
            @RestForm @DefaultValue("") String connection,
            @RestForm @DefaultValue("") String to,
            @HeaderParam(HTMX) @DefaultValue("") String htmx) {
        SegmentSummary segment = segment(id);
        SyncSummary before = views.syncs(tenant.id(), segment.id()).stream()
                .filter(sync -> sync.connectionId().equals(connection))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("this sync"));
        String base = "/t/" + tenant.slug() + "/segments";
        if (to.equals("on") && segment.keyField().isEmpty()) {
            return Response.seeOther(URI.create(base + "/" + id + "/turn-on?connection=" + connection))
                    .build();
        }
        orders.order(tenant.id(), segment.id(), order(before, to), tenant.actor());
        if (htmx.isEmpty()) {
            return Response.seeOther(URI.create(base)).build();
        }
        return Response.ok(row(id).render()).build();
    }

    /** One segment's lines, asked for while a run of it goes on. */
    @GET
    @Path("{id}/row")
    @TenantRole(Role.VIEWER)
    public TemplateInstance row(@RestPath String id) {
        return Templates.row(
                lists.rows(tenant.id(), tenant.slug(), tenant.canEdit(), tenant.canEdit(), List.of(segment(id)))
                        .get(0));
    }

    private SyncOrder order(SyncSummary before, String to) {
        if (!to.equals("on") && !to.equals("off")) {
            throw ProblemException.badRequest("Turning a segment on or off: expected on or off, got neither.");
        }
        return new SyncOrder(
                ids.decode("con", before.connectionId()).orElseThrow(),
                to.equals("on") ? Mode.RECURRING : Mode.OFF,
                Duration.ofSeconds(before.intervalSeconds()),
                before.followHeap(),
                Optional.empty());
    }

    /** Such as on-12: what an action on many segments has just done. */
    private static Optional<Turned> turned(String text) {
        return text.matches("(on|once|off)-[0-9]{1,6}")
                ? Optional.of(new Turned(
                        text.startsWith("on"),
                        text.startsWith("once"),
                        Integer.parseInt(text.substring(text.indexOf('-') + 1))))
                : Optional.empty();
    }

    private SegmentSummary segment(String id) {
        long number =
                ids.decode(SegmentSummary.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this segment"));
        return segments.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this segment"));
    }
}
