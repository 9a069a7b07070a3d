package io.segue.sync.verify;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.connection.ConnectionSummary;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Addressed;
import io.segue.sync.verify.VerificationDesk.Standing;
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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A segment beside what LaunchDarkly says of it: comparing them, and sending everything again. */
@Path("/t/{tenant}/segments/{segment}")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class VerifyPages {

    private static final int SHOWN = 20;

    private final VerificationDesk desk;
    private final Addressed addressed;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    VerifyPages(VerificationDesk desk, Addressed addressed, OpaqueIds ids, CurrentTenant tenant) {
        this.desk = desk;
        this.addressed = addressed;
        this.ids = ids;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(VerifyView view);

        private Templates() {}
    }

    /** What we believe, what LaunchDarkly told, and the verifications so far. */
    record VerifyView(
            String slug,
            boolean canEdit,
            String segmentId,
            SegmentSummary segment,
            ConnectionSummary connection,
            Standing standing,
            List<Verification> verifications) {

        public int mostSampled() {
            return VerificationDesk.MOST_SAMPLED;
        }
    }

    @GET
    @Path("verify")
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(@RestPath String segment, @RestQuery @DefaultValue("") String connection) {
        SegmentSummary found = addressed.segment(segment);
        ConnectionSummary target = addressed.connection(connection);
        Standing standing = desk.standing(tenant.id(), found.id(), target.number());
        return Templates.show(new VerifyView(
                tenant.slug(),
                tenant.canEdit(),
                segment,
                found,
                target,
                standing,
                desk.ofSync(tenant.id(), standing.sync(), SHOWN)));
    }

    @POST
    @Path("verify")
    @TenantRole(Role.EDITOR)
    public Response ask(
            @RestPath String segment,
            @RestForm @DefaultValue("") String connection,
            @RestForm @DefaultValue("sample") String kind,
            @RestForm @DefaultValue("100") String keys) {
        long asked = desk.ask(
                tenant.id(),
                addressed.segment(segment).id(),
                addressed.connection(connection).number(),
                kind.equals("export"),
                whole(keys),
                tenant.actor());
        return to("/verifications/" + ids.encode(Verification.PREFIX, asked));
    }

    @POST
    @Path("send-all")
    @TenantRole(Role.EDITOR)
    public Response sendAllAgain(@RestPath String segment, @RestForm @DefaultValue("") String connection) {
        desk.sendAllAgain(
                tenant.id(),
                addressed.segment(segment).id(),
                addressed.connection(connection).number(),
                tenant.actor());
        return to("/segments/" + segment);
    }

    private static int whole(String text) {
        String digits = text.replace(",", "").strip();
        if (!digits.matches("[0-9]{1,6}")) {
            throw ProblemException.badRequest(
                    "Checking keys with LaunchDarkly: expected a whole number, got \"" + text + "\".");
        }
        return Integer.parseInt(digits);
    }

    private Response to(String page) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + page)).build();
    }
}
