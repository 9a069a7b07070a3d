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
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** One person over all segments: in or out, why, and what happened. */
@Path("/t/{tenant}/members")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class MemberPages {

    /** As long as a key can be; no member has more. */
    private static final int LONGEST = 512;

    private final StoryViews stories;
    private final MembershipChecks checks;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    MemberPages(StoryViews stories, MembershipChecks checks, OpaqueIds ids, CurrentTenant tenant) {
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
        return Templates.show(stories.of(tenant.id(), tenant.slug(), sought(key), Optional.empty()));
    }

    /** Asks LaunchDarkly itself; a post, because it spends a call of the connection's token. */
    @POST
    @TenantRole(Role.VIEWER)
    public TemplateInstance ask(
            @RestForm @DefaultValue("") String key,
            @RestForm @DefaultValue("") String segment,
            @RestForm @DefaultValue("") String connection,
            @RestForm @DefaultValue("") String contextKey) {
        Answer answer = checks.ask(
                tenant.id(), number(SegmentSummary.PREFIX, segment), number("con", connection), sought(contextKey));
        Asked asked = new Asked(segment, connection, answer.isMember(), answer.words());
        return Templates.show(stories.of(tenant.id(), tenant.slug(), sought(key), Optional.of(asked)));
    }

    private static String sought(String key) {
        if (key.length() > LONGEST) {
            throw ProblemException.badRequest("Looking up a member: expected a Heap id or LaunchDarkly key of at most "
                    + LONGEST + " characters, got " + key.length() + ".");
        }
        return key;
    }

    private long number(String prefix, String id) {
        return ids.decode(prefix, id).orElseThrow(() -> ProblemException.notFound("this segment"));
    }
}
