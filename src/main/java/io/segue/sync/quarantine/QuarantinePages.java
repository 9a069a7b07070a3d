package io.segue.sync.quarantine;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.BlankIds;
import io.segue.segment.KeylessMembers;
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
    private final KeylessMembers keyless;
    private final BlankIds blanks;
    private final Segments segments;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    QuarantinePages(
            Quarantine quarantine,
            KeylessMembers keyless,
            BlankIds blanks,
            Segments segments,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.quarantine = quarantine;
        this.keyless = keyless;
        this.blanks = blanks;
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
     * @param leftOut who else of that one segment is not sent
     */
    record QuarantineView(
            String slug,
            boolean canEdit,
            String segmentId,
            List<SegmentCount> counts,
            int page,
            boolean hasMore,
            List<QuarantinedKey> keys,
            Optional<LeftOut> leftOut) {

        public ErrorCode error() {
            return ErrorCode.KEY_QUARANTINED;
        }

        public long all() {
            return counts.stream().mapToLong(SegmentCount::keys).sum();
        }

        /** A segment of which no key is refused: the choice does not list it otherwise. */
        public boolean isWithoutKeys() {
            return leftOut.isPresent()
                    && counts.stream().noneMatch(count -> count.segmentId().equals(segmentId));
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
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String segment,
            @RestQuery @DefaultValue("1") int page,
            @RestQuery @DefaultValue("") String after,
            @RestQuery @DefaultValue("") String before) {
        int shown = Math.min(Math.max(1, page), LAST_PAGE);
        Optional<SegmentSummary> one = summary(segment);
        List<QuarantinedKey> found =
                quarantine.list(tenant.id(), Choice.of(one.map(SegmentSummary::id)), (shown - 1) * PAGE, PAGE + 1);
        return Templates.list(new QuarantineView(
                tenant.slug(),
                tenant.canEdit(),
                segment,
                quarantine.counts(tenant.id()),
                shown,
                found.size() > PAGE,
                found.subList(0, Math.min(PAGE, found.size())),
                one.map(summary -> leftOut(summary, after, before))));
    }

    private LeftOut leftOut(SegmentSummary segment, String after, String before) {
        KeylessMembers.Piece members = keyless.find(tenant.id(), segment, after, PAGE);
        Optional<Long> last = before.isEmpty()
                ? Optional.empty()
                : Optional.of(ids.decode("dlv", before).orElseThrow(() -> ProblemException.notFound("this delivery")));
        List<BlankIds.Delivery> read = blanks.list(tenant.id(), segment.id(), last, PAGE + 1);
        List<BlankIds.Delivery> deliveries = read.subList(0, Math.min(PAGE, read.size()));
        return new LeftOut(
                segment,
                members.members(),
                members.next(),
                deliveries,
                read.size() > PAGE ? Optional.of(deliveries.get(PAGE - 1).id()) : Optional.empty(),
                blanks.count(tenant.id(), segment.id()));
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
        return summary(id).map(SegmentSummary::id);
    }

    private Optional<SegmentSummary> summary(String id) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        long number =
                ids.decode(SegmentSummary.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this segment"));
        return Optional.of(
                segments.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this segment")));
    }
}
