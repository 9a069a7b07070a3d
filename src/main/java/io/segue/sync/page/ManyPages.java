package io.segue.sync.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.MemberFields;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.FirstRuns;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import io.segue.sync.SyncSummary;
import io.segue.sync.page.ManyView.Chosen;
import io.segue.sync.page.SegmentViews.Place;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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

    /** What a page of the list has, and some to spare. */
    private static final int MOST = 200;

    private final SegmentViews views;
    private final Segments segments;
    private final MemberFields fields;
    private final FirstRuns orders;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    ManyPages(
            SegmentViews views,
            Segments segments,
            MemberFields fields,
            FirstRuns orders,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.views = views;
        this.segments = segments;
        this.fields = fields;
        this.orders = orders;
        this.ids = ids;
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
        return Templates.show(view(segment, to.equals("on"), connection));
    }

    /** Those that are as wished already are left alone; those nobody looked at go along only when that is said. */
    @POST
    @TenantRole(Role.EDITOR)
    public Response turn(
            @RestForm List<String> segment,
            @RestForm @DefaultValue("on") String to,
            @RestForm @DefaultValue("") String connection,
            @RestForm @DefaultValue("recurring") String mode,
            @RestForm @DefaultValue("") String unlooked) {
        ManyView view = view(segment, to.equals("on"), connection);
        long place = ids.decode("con", view.place().map(Place::id).orElse(""))
                .orElseThrow(() -> ProblemException.badRequest(
                        "Turning segments on or off: expected an environment of yours, got none."));
        List<Chosen> turning = new ArrayList<>(view.turning());
        if (!unlooked.isEmpty()) {
            turning.addAll(view.unlooked());
        }
        Mode wanted = !view.isOn() ? Mode.OFF : mode.equals("once") ? Mode.ONCE : Mode.RECURRING;
        for (Chosen chosen : turning) {
            orders.order(tenant.id(), chosen.segment().id(), order(place, wanted, chosen), tenant.actor());
        }
        return Response.seeOther(
                        URI.create("/t/" + tenant.slug() + "/segments?turned=" + view.to() + "-" + turning.size()))
                .build();
    }

    private SyncOrder order(long place, Mode mode, Chosen chosen) {
        SyncSummary before = before(chosen.segment(), ids.encode("con", place)).orElse(null);
        return new SyncOrder(
                place,
                mode,
                before == null ? SyncOrder.USUAL_INTERVAL : Duration.ofSeconds(before.intervalSeconds()),
                before == null || before.followHeap(),
                mode == Mode.OFF || chosen.segment().keyField().isPresent() ? Optional.empty() : Optional.of("id"));
    }

    private ManyView view(List<String> chosen, boolean isOn, String connection) {
        if (chosen.isEmpty() || chosen.size() > MOST) {
            throw ProblemException.badRequest("Turning segments on or off: expected 1 to " + MOST
                    + " chosen segments, got " + chosen.size() + ". Choose them in the list.");
        }
        List<Place> places = views.places(tenant.id());
        Optional<Place> place = connection.isEmpty()
                ? places.stream().findFirst()
                : Optional.of(places.stream()
                        .filter(one -> one.id().equals(connection))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("this connection")));
        List<Chosen> turning = new ArrayList<>();
        List<Chosen> unlooked = new ArrayList<>();
        List<Chosen> done = new ArrayList<>();
        for (String id : chosen.stream().distinct().toList()) {
            SegmentSummary segment = segment(id);
            Optional<SyncSummary> before = place.flatMap(one -> before(segment, one.id()));
            Chosen one =
                    new Chosen(id, segment, before.map(SyncSummary::delivered).orElse(0L));
            boolean isAlready = before.map(SyncSummary::isOn).orElse(false) == isOn;
            (isAlready ? done : isOn && isUnlooked(segment) ? unlooked : turning).add(one);
        }
        return new ManyView(tenant.slug(), isOn, places, place, turning, unlooked, done);
    }

    private boolean isUnlooked(SegmentSummary segment) {
        return segment.keyField().isEmpty()
                && fields.describe(tenant.id(), segment.id()).size() > 1;
    }

    private Optional<SyncSummary> before(SegmentSummary segment, String connection) {
        return views.syncs(tenant.id(), segment.id()).stream()
                .filter(sync -> sync.connectionId().equals(connection))
                .findFirst();
    }

    private SegmentSummary segment(String id) {
        long number =
                ids.decode(SegmentSummary.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this segment"));
        return segments.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this segment"));
    }
}
