package io.segue.sync.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.FieldDescription;
import io.segue.segment.MemberFields;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.FirstRuns;
import io.segue.sync.SyncSummary;
import io.segue.sync.page.SegmentViews.Place;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Turning a segment on, for the first time or differently: where to, when, and by which key. */
@Path("/t/{tenant}/segments/{id}/turn-on")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class TurnOnPages {

    private final SegmentViews views;
    private final Segments segments;
    private final MemberFields fields;
    private final FirstRuns orders;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    TurnOnPages(
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
        static native TemplateInstance show(TurnOnView view);

        private Templates() {}
    }

    /** What there is to choose from, and what was chosen before. */
    record TurnOnView(
            String slug,
            String id,
            SegmentSummary segment,
            List<Place> places,
            List<FieldDescription> fields,
            Optional<SyncSummary> before,
            String chosenPlace,
            long delivered) {

        public boolean isOnce() {
            return before.filter(sync -> sync.mode().equals("once")).isPresent();
        }

        public int intervalHours() {
            return before.map(sync -> Math.max(1, sync.intervalSeconds() / 3600))
                    .orElse(4);
        }

        public boolean isFollowing() {
            return before.map(SyncSummary::followHeap).orElse(true);
        }

        public String chosenField() {
            return segment.keyField().orElse("id");
        }

        public List<Integer> intervals() {
            List<Integer> offered = List.of(1, 2, 4, 8, 12, 24);
            return offered.contains(intervalHours())
                    ? offered
                    : java.util.stream.Stream.concat(offered.stream(), java.util.stream.Stream.of(intervalHours()))
                            .sorted()
                            .toList();
        }
    }

    @GET
    @TenantRole(Role.EDITOR)
    public TemplateInstance show(@RestPath String id, @RestQuery @DefaultValue("") String connection) {
        SegmentSummary segment = segment(id);
        List<Place> places = views.places(tenant.id());
        List<SyncSummary> existing = views.syncs(tenant.id(), segment.id());
        Optional<SyncSummary> before = existing.stream()
                .filter(sync -> sync.connectionId().equals(connection))
                .findFirst();
        String chosen = before.map(SyncSummary::connectionId)
                .or(() -> places.stream()
                        .map(Place::id)
                        .filter(place -> existing.stream()
                                .noneMatch(sync -> sync.connectionId().equals(place)))
                        .findFirst())
                .orElse("");
        return Templates.show(new TurnOnView(
                tenant.slug(),
                id,
                segment,
                places,
                fields.describe(tenant.id(), segment.id()),
                before,
                chosen,
                existing.stream().mapToLong(SyncSummary::delivered).sum()));
    }

    @POST
    @TenantRole(Role.EDITOR)
    public Response turnOn(@RestPath String id, @BeanParam TurnOnForm form) {
        Optional<Long> run = orders.order(tenant.id(), segment(id).id(), form.order(ids), tenant.actor());
        String page = run.map(number -> "/runs/" + ids.encode("run", number)).orElse("/segments/" + id);
        return Response.seeOther(URI.create("/t/" + tenant.slug() + page)).build();
    }

    private SegmentSummary segment(String id) {
        return ids.decode(SegmentSummary.PREFIX, id).stream()
                .boxed()
                .findFirst()
                .flatMap(number -> segments.find(tenant.id(), number))
                .orElseThrow(() -> ProblemException.notFound("this segment"));
    }
}
