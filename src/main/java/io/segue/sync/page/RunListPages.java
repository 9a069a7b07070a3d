package io.segue.sync.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.RunSummary;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** All runs that are kept, of one segment or of all. */
@Path("/t/{tenant}/runs")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class RunListPages {

    private static final int PAGE = 50;

    private final RunViews runs;
    private final Segments segments;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    RunListPages(RunViews runs, Segments segments, OpaqueIds ids, CurrentTenant tenant) {
        this.runs = runs;
        this.segments = segments;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(RunListView view);

        private Templates() {}
    }

    /** One page of runs; older ones follow the last of it. */
    record RunListView(
            String slug,
            Optional<String> segmentId,
            Optional<SegmentSummary> segment,
            String state,
            boolean isFirst,
            List<RunSummary> runs,
            Optional<String> older) {

        public List<String> states() {
            return List.of("running", "succeeded", "failed", "cancelled");
        }

        /** The address of the same list in another state, from its beginning. */
        public String in(String other) {
            return "?" + segmentId.map(id -> "segment=" + id + "&").orElse("") + "state=" + other;
        }
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String segment,
            @RestQuery @DefaultValue("") String state,
            @RestQuery @DefaultValue("") String before) {
        Optional<Long> of = segment.isEmpty() ? Optional.empty() : Optional.of(number(SegmentSummary.PREFIX, segment));
        Optional<SegmentSummary> found = of.map(
                id -> segments.find(tenant.id(), id).orElseThrow(() -> ProblemException.notFound("this segment")));
        Optional<Long> below = before.isEmpty() ? Optional.empty() : Optional.of(number("run", before));
        List<RunSummary> page = runs.list(tenant.id(), of, state, below, PAGE + 1);
        List<RunSummary> shown = page.subList(0, Math.min(PAGE, page.size()));
        return Templates.list(new RunListView(
                tenant.slug(),
                found.map(one -> segment),
                found,
                state,
                below.isEmpty(),
                List.copyOf(shown),
                page.size() > PAGE ? Optional.of(shown.get(PAGE - 1).id()) : Optional.empty()));
    }

    private long number(String prefix, String id) {
        return ids.decode(prefix, id).orElseThrow(() -> ProblemException.notFound("this page"));
    }
}
