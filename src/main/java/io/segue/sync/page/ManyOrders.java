package io.segue.sync.page;

import io.segue.platform.OpaqueIds;
import io.segue.segment.FieldDescription;
import io.segue.segment.MemberFields;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Addressed;
import io.segue.sync.FirstRuns;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import io.segue.sync.SyncSummary;
import io.segue.sync.page.ManyView.Chosen;
import io.segue.sync.page.ManyView.Unlooked;
import io.segue.sync.page.SegmentViews.Place;
import io.segue.tenant.CurrentTenant;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Turning many segments on or off at once: what that does, and doing it. */
@ApplicationScoped
public class ManyOrders {

    /** What a page of the list has, and some to spare. */
    private static final int MOST = 200;

    private final SegmentViews views;
    private final MemberFields fields;
    private final FirstRuns orders;
    private final Addressed addressed;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    ManyOrders(
            SegmentViews views,
            MemberFields fields,
            FirstRuns orders,
            Addressed addressed,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.views = views;
        this.fields = fields;
        this.orders = orders;
        this.addressed = addressed;
        this.ids = ids;
        this.tenant = tenant;
    }

    /**
     * What is asked for.
     *
     * @param connection empty for the first one
     * @param keyField of those nobody chose one for; empty leaves these alone
     */
    public record Many(List<String> segments, String connection, Mode mode, Optional<String> keyField) {

        public Many {
            segments = List.copyOf(segments);
        }
    }

    /** Opaque ids of segments, by what became of them. */
    @Schema(name = "SyncOrderDone", description = "Opaque ids of segments, by what became of them.")
    public record Done(List<String> turned, List<String> unlooked, List<String> already) {}

    /** Those that are as wished already are left alone; those nobody looked at go along only when that is said. */
    public Done turn(Many many) {
        ManyView view = view(many.segments(), many.mode() != Mode.OFF, many.connection());
        long place = ids.decode("con", view.place().map(Place::id).orElse(""))
                .orElseThrow(() -> ProblemException.badRequest(
                        "Turning segments on or off: expected an environment of yours, got none."));
        List<Chosen> turning = new ArrayList<>(view.turning());
        List<Chosen> left = new ArrayList<>();
        view.unlooked().forEach(unlooked -> (many.keyField().isPresent() ? turning : left).add(unlooked.chosen()));
        Map<Long, SyncOrder> wanted = new LinkedHashMap<>();
        turning.forEach(chosen -> wanted.put(chosen.segment().id(), order(place, many, chosen)));
        orders.orderTogether(tenant.id(), wanted, tenant.actor());
        return new Done(idsOf(turning), idsOf(left), idsOf(view.done()));
    }

    /** For who cannot be shown samples: nothing is done while the key field of one of them is open, or is not there. */
    public Done turnNamed(Many many) {
        if (many.mode() != Mode.OFF) {
            List<Unlooked> unlooked =
                    view(many.segments(), true, many.connection()).unlooked();
            many.keyField()
                    .ifPresentOrElse(
                            field -> unlooked.forEach(one -> requireField(one.chosen(), field)),
                            () -> requireNone(unlooked));
        }
        return turn(many);
    }

    private static void requireNone(List<Unlooked> unlooked) {
        if (!unlooked.isEmpty()) {
            throw ProblemException.badRequest(
                    "Turning segments on: expected a keyField, since nobody has chosen one for "
                            + unlooked.size() + " of the segments yet. Nothing was turned on. Compare the samples of"
                            + " GET /api/v1/segments/{id}/fields with LaunchDarkly's keys, and send the keyField with the order.");
        }
    }

    private void requireField(Chosen chosen, String field) {
        SegmentSummary segment = chosen.segment();
        if (segment.members() > 0
                && fields.describe(tenant.id(), segment.id()).stream()
                        .noneMatch(found -> found.name().equals(field))) {
            throw ProblemException.badRequest(
                    "Turning segments on: expected a keyField that members of " + segment.name()
                            + " have, got another. Nothing was turned on. GET /api/v1/segments/{id}/fields shows what they carry.");
        }
    }

    ManyView view(List<String> chosen, boolean isOn, String connection) {
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
        List<Unlooked> unlooked = new ArrayList<>();
        List<Chosen> done = new ArrayList<>();
        for (String id : chosen.stream().distinct().toList()) {
            SegmentSummary segment = addressed.segment(id);
            Optional<SyncSummary> before = place.flatMap(one -> before(segment, one.id()));
            Chosen one =
                    new Chosen(id, segment, before.map(SyncSummary::delivered).orElse(0L));
            boolean isAlready = before.map(SyncSummary::isOn).orElse(false) == isOn;
            if (!isAlready && isOn && segment.keyField().isEmpty()) {
                unlooked.add(look(one));
            } else {
                (isAlready ? done : turning).add(one);
            }
        }
        return new ManyView(tenant.slug(), isOn, places, place, turning, unlooked, done);
    }

    private SyncOrder order(long place, Many many, Chosen chosen) {
        SyncSummary before = before(chosen.segment(), ids.encode("con", place)).orElse(null);
        return new SyncOrder(
                place,
                many.mode(),
                before == null ? SyncOrder.USUAL_INTERVAL : Duration.ofSeconds(before.intervalSeconds()),
                before == null || before.followHeap(),
                many.mode() == Mode.OFF || chosen.segment().keyField().isPresent()
                        ? Optional.empty()
                        : many.keyField());
    }

    private Unlooked look(Chosen chosen) {
        List<FieldDescription> found =
                fields.describe(tenant.id(), chosen.segment().id());
        return new Unlooked(chosen, found.get(0).samples(), found.size() > 1);
    }

    private Optional<SyncSummary> before(SegmentSummary segment, String connection) {
        return views.syncs(tenant.id(), segment.id()).stream()
                .filter(sync -> sync.connectionId().equals(connection))
                .findFirst();
    }

    private static List<String> idsOf(List<Chosen> some) {
        return some.stream().map(Chosen::id).toList();
    }
}
