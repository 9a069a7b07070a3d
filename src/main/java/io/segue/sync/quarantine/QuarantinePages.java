package io.segue.sync.quarantine;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.quarantine.Quarantine.Choice;
import io.segue.sync.quarantine.Quarantine.SegmentCount;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.smallrye.common.annotation.Blocking;
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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** The keys that LaunchDarkly refused, and sending them again. */
@Path("/t/{tenant}/quarantine")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class QuarantinePages {

    private static final int PAGE = 50;
    private static final int LAST_PAGE = 100_000;

    private final Quarantine quarantine;
    private final Segments segments;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    QuarantinePages(Quarantine quarantine, Segments segments, OpaqueIds ids, CurrentTenant tenant) {
        this.quarantine = quarantine;
        this.segments = segments;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(QuarantineView view);

        private Templates() {}
    }

    /**
     * One page of quarantined keys.
     *
     * @param segmentId the one segment that is shown; empty for all
     */
    record QuarantineView(
            String slug,
            boolean canEdit,
            String segmentId,
            List<SegmentCount> counts,
            int page,
            boolean hasMore,
            List<QuarantinedKey> keys) {

        public ErrorCode error() {
            return ErrorCode.KEY_QUARANTINED;
        }

        public long all() {
            return counts.stream().mapToLong(SegmentCount::keys).sum();
        }

        /** So many keys are meant by "all of these". */
        public long chosen() {
            return counts.stream()
                    .filter(count -> segmentId.isEmpty() || count.segmentId().equals(segmentId))
                    .mapToLong(SegmentCount::keys)
                    .sum();
        }
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list(@RestQuery @DefaultValue("") String segment, @RestQuery @DefaultValue("1") int page) {
        int shown = Math.min(Math.max(1, page), LAST_PAGE);
        List<QuarantinedKey> found =
                quarantine.list(tenant.id(), Choice.of(segment(segment)), (shown - 1) * PAGE, PAGE + 1);
        return Templates.list(new QuarantineView(
                tenant.slug(),
                tenant.canEdit(),
                segment,
                quarantine.counts(tenant.id()),
                shown,
                found.size() > PAGE,
                found.subList(0, Math.min(PAGE, found.size()))));
    }

    /** One key when a sync and a key are given, else all that are shown. */
    @POST
    @Path("retry")
    @TenantRole(Role.EDITOR)
    public Response retry(
            @RestForm @DefaultValue("") String segment,
            @RestForm @DefaultValue("") String sync,
            @RestForm @DefaultValue("") String key) {
        Choice choice = sync.isEmpty()
                ? Choice.of(segment(segment))
                : Choice.of(ids.decode("syn", sync).orElseThrow(() -> ProblemException.notFound("this sync")), key);
        quarantine.retry(tenant.id(), choice, tenant.actor());
        String only = segment.isEmpty() ? "" : "?segment=" + segment;
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/quarantine" + only))
                .build();
    }

    private Optional<Long> segment(String id) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        long number =
                ids.decode(SegmentSummary.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this segment"));
        return Optional.of(segments.find(tenant.id(), number)
                .orElseThrow(() -> ProblemException.notFound("this segment"))
                .id());
    }
}
