package io.segue.sync.page;

import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.size.SizeHistory;
import io.segue.sync.size.SizeWindow;
import io.segue.sync.size.Sizes;
import io.segue.sync.size.Sizes.Step;
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
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What the picture on a segment's page is drawn from. */
@Path("/t/{tenant}/segments/{id}/sizes")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
class SizePages {

    private final SizeHistory history;
    private final Segments segments;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;
    private final Zones zones;

    SizePages(SizeHistory history, Segments segments, OpaqueIds ids, CurrentTenant tenant, Zones zones) {
        this.history = history;
        this.segments = segments;
        this.ids = ids;
        this.tenant = tenant;
        this.zones = zones;
    }

    /**
     * Columns of one length.
     *
     * @param times in seconds since 1970, with their fractions
     * @param values of one line each
     */
    public record Chart(List<Double> times, List<Line> lines, List<Long> adds, List<Long> removes) {

        /** One environment. */
        public record Line(String name, List<Long> values) {}

        static Chart of(Sizes sizes) {
            List<Step> steps = sizes.steps();
            return new Chart(
                    steps.stream()
                            .map(step -> step.at().toEpochMilli() / 1000.0)
                            .toList(),
                    IntStream.range(0, sizes.names().size())
                            .mapToObj(i -> new Line(
                                    sizes.names().get(i),
                                    steps.stream()
                                            .map(step -> step.sizes().get(i))
                                            .toList()))
                            .toList(),
                    steps.stream().map(Step::adds).toList(),
                    steps.stream().map(Step::removes).toList());
        }
    }

    @GET
    @TenantRole(Role.VIEWER)
    public Chart sizes(
            @RestPath String id,
            @RestQuery @DefaultValue("") String window,
            @RestQuery @DefaultValue("") String from,
            @RestQuery @DefaultValue("") String to) {
        SegmentSummary segment = ids.decode(SegmentSummary.PREFIX, id).stream()
                .boxed()
                .findFirst()
                .flatMap(number -> segments.find(tenant.id(), number))
                .orElseThrow(() -> ProblemException.notFound("this segment"));
        return Chart.of(history.of(tenant.id(), segment.id(), SizeWindow.of(window, from, to, zones.now())));
    }
}
