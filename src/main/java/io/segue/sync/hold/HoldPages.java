package io.segue.sync.hold;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Removals that wait for a person, the decision on them, and the rule that makes them wait. */
@Path("/t/{tenant}/holds")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class HoldPages {

    private static final int SHOWN = 50;

    private final HoldDesk desk;
    private final HoldRules rules;
    private final Segments segments;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    HoldPages(HoldDesk desk, HoldRules rules, Segments segments, OpaqueIds ids, CurrentTenant tenant) {
        this.desk = desk;
        this.rules = rules;
        this.segments = segments;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(HoldView view);

        private Templates() {}
    }

    /**
     * What waits, what was decided, and the rule.
     *
     * @param segment whose rule is shown; empty for the default of all
     * @param own the segment's own rule, when it has one
     */
    record HoldView(
            String slug,
            boolean canEdit,
            List<Hold> open,
            List<Hold> earlier,
            Optional<Shown> segment,
            HoldPolicy rule,
            Optional<HoldPolicy> own) {

        /** The rule that the form starts with. */
        public HoldPolicy current() {
            return own.orElse(rule);
        }
    }

    /** A segment by its opaque id. */
    record Shown(String id, String name) {}

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list(@RestQuery @DefaultValue("") String segment) {
        List<Hold> holds = desk.list(tenant.id(), SHOWN);
        Optional<SegmentSummary> shown = segment.isEmpty() ? Optional.empty() : Optional.of(segment(segment));
        return Templates.list(new HoldView(
                tenant.slug(),
                tenant.canEdit(),
                holds.stream().filter(Hold::isOpen).toList(),
                holds.stream().filter(hold -> !hold.isOpen()).toList(),
                shown.map(found -> new Shown(segment, found.name())),
                rules.ofTenant(tenant.id()),
                shown.flatMap(found -> rules.ofSegment(tenant.id(), found.id()))));
    }

    @POST
    @Path("{hold}/approve")
    @TenantRole(Role.EDITOR)
    public Response approve(@RestPath String hold, @RestForm @DefaultValue("") String ceiling) {
        desk.approve(tenant.id(), number(hold), whole("Approving removals", ceiling), tenant.actor());
        return back("");
    }

    /** The segment really is empty. */
    @POST
    @Path("{hold}/empty")
    @TenantRole(Role.EDITOR)
    public Response confirmEmpty(@RestPath String hold) {
        desk.confirmEmpty(tenant.id(), number(hold), tenant.actor());
        return back("");
    }

    @POST
    @Path("{hold}/reject")
    @TenantRole(Role.EDITOR)
    public Response reject(@RestPath String hold) {
        desk.reject(tenant.id(), number(hold), tenant.actor());
        return back("");
    }

    /** The default, or a segment's own rule; "inherit" gives a segment's up. */
    @POST
    @Path("rule")
    @TenantRole(Role.EDITOR)
    public Response rule(
            @RestForm @DefaultValue("") String segment,
            @RestForm @DefaultValue("on") String mode,
            @RestForm @DefaultValue("") String floor,
            @RestForm @DefaultValue("") String percent) {
        if (segment.isEmpty()) {
            rules.setOfTenant(tenant.id(), policy(mode, floor, percent), tenant.actor());
            return back("");
        }
        Optional<HoldPolicy> own =
                mode.equals("inherit") ? Optional.empty() : Optional.of(policy(mode, floor, percent));
        rules.setOfSegment(tenant.id(), segment(segment).id(), own, tenant.actor());
        return back("?segment=" + segment);
    }

    private static HoldPolicy policy(String mode, String floor, String percent) {
        String doing = "Setting when removals are held";
        return new HoldPolicy((int) whole(doing, floor), (int) whole(doing, percent), mode.equals("off"));
    }

    private static long whole(String doing, String text) {
        String digits = text.replace(",", "").strip();
        if (!digits.matches("[0-9]{1,9}")) {
            throw ProblemException.badRequest(doing + ": expected a whole number, got \"" + text + "\".");
        }
        return Long.parseLong(digits);
    }

    private Response back(String query) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/holds" + query))
                .build();
    }

    private SegmentSummary segment(String id) {
        long number =
                ids.decode(SegmentSummary.PREFIX, id).orElseThrow(() -> ProblemException.notFound("this segment"));
        return segments.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this segment"));
    }

    private long number(String hold) {
        return ids.decode(HoldDesk.PREFIX, hold).orElseThrow(() -> ProblemException.notFound("this hold"));
    }
}
