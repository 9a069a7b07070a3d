package io.segue.dashboard.member;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.dashboard.member.StoryView.Asked;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.sync.member.MembershipChecks;
import io.segue.sync.member.MembershipChecks.Answer;
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
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** One person over all segments: in or out, why, and what happened. */
@Path("/t/{tenant}/members")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class MemberPages {

    private static final int MOST_ASKABLE = 200;

    private final Stories stories;
    private final MembershipChecks checks;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    MemberPages(Stories stories, MembershipChecks checks, OpaqueIds ids, CurrentTenant tenant) {
        this.stories = stories;
        this.checks = checks;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(StoryView view);

        private Templates() {}
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(@RestQuery @DefaultValue("") String key) {
        return page(key, Optional.empty());
    }

    /** Asks LaunchDarkly itself; a post, because it spends a call of the connection's token. */
    @POST
    @TenantRole(Role.VIEWER)
    public TemplateInstance ask(
            @RestForm @DefaultValue("") String key,
            @RestForm @DefaultValue("") String place,
            @RestForm @DefaultValue("") String contextKey) {
        String[] ofPlace = place.split(" ", 2);
        String segment = ofPlace[0];
        String connection = ofPlace.length == 2 ? ofPlace[1] : "";
        Answer answer = checks.ask(
                tenant.id(),
                number(SegmentSummary.PREFIX, segment),
                number("con", connection),
                Sought.checked(contextKey));
        return page(key, Optional.of(new Asked(segment, connection, answer.isMember(), answer.error())));
    }

    private TemplateInstance page(String key, Optional<Asked> asked) {
        Story story = stories.of(tenant.id(), Sought.checked(key));
        return Templates.show(new StoryView(
                tenant.slug(), story, asked, story.isNobody() ? checks.askable(tenant.id(), MOST_ASKABLE) : List.of()));
    }

    private long number(String prefix, String id) {
        return ids.decode(prefix, id).orElseThrow(() -> ProblemException.notFound("this segment"));
    }
}
