package io.segue.sync.verify;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.sync.Addressed;
import io.segue.sync.verify.VerificationDesk.Difference;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.CsvLine;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** One verification: live while it goes on, then what differs, and repairing it. */
@Path("/t/{tenant}/verifications/{verification}")
@Authenticated
@Blocking
class VerificationPages {

    private static final String CSV = "text/csv; charset=UTF-8";
    private static final int SHOWN = 100;
    private static final int AT_ONCE = 5_000;

    /** htmx's word for "stop polling". */
    private static final int STOP_POLLING = 286;

    private final VerificationDesk desk;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    VerificationPages(VerificationDesk desk, Addressed addressed, CurrentTenant tenant) {
        this.desk = desk;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(VerificationView view);

        static native TemplateInstance show$live(VerificationView view);

        private Templates() {}
    }

    /** With the first of the differences. */
    record VerificationView(String slug, boolean canEdit, Verification verification, List<Difference> differences) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show(@RestPath String verification) {
        return Templates.show(view(number(verification)));
    }

    @GET
    @Path("live")
    @TenantRole(Role.VIEWER)
    @Produces(MediaType.TEXT_HTML)
    public Response live(@RestPath String verification) {
        VerificationView view = view(number(verification));
        return Response.status(view.verification().isOpen() ? 200 : STOP_POLLING)
                .entity(Templates.show$live(view).render())
                .build();
    }

    /** All differences that are kept: one line for each key. */
    @GET
    @Path("csv")
    @TenantRole(Role.VIEWER)
    @Produces(CSV)
    public Response csv(@RestPath String verification) {
        long owner = tenant.id();
        long number = number(verification);
        desk.get(owner, number);
        StreamingOutput body = out -> write(owner, number, out);
        return Response.ok(body, CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"differences-" + verification + ".csv\"")
                .build();
    }

    @POST
    @Path("repair")
    @TenantRole(Role.EDITOR)
    @Produces(MediaType.TEXT_HTML)
    public Response repair(@RestPath String verification) {
        desk.repair(tenant.id(), number(verification), tenant.actor());
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/verifications/" + verification))
                .build();
    }

    private VerificationView view(long verification) {
        return new VerificationView(
                tenant.slug(),
                tenant.canEdit(),
                desk.get(tenant.id(), verification),
                desk.differences(tenant.id(), verification, "", SHOWN));
    }

    private void write(long owner, long verification, OutputStream to) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        out.write(CsvLine.of("finding", "key").text());
        List<Difference> some = desk.differences(owner, verification, "", AT_ONCE);
        while (!some.isEmpty()) {
            for (Difference difference : some) {
                out.write(CsvLine.of(difference.finding(), difference.key()).text());
            }
            some = desk.differences(
                    owner, verification, some.get(some.size() - 1).key(), AT_ONCE);
        }
        out.flush();
    }

    private long number(String verification) {
        return addressed.number(Verification.PREFIX, verification, "this verification");
    }
}
