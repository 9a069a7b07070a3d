package io.segue.audit.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.audit.page.AuditViews.Entry;
import io.segue.platform.OpaqueIds;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** Who did what in a tenant, for everyone of the tenant to see. */
@Path("/t/{tenant}/audit")
@Authenticated
@Blocking
class AuditPages {

    private static final String CSV = "text/csv; charset=UTF-8";

    private final AuditViews views;
    private final AuditFile file;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;
    private final Zones zones;

    AuditPages(AuditViews views, AuditFile file, OpaqueIds ids, CurrentTenant tenant, Zones zones) {
        this.views = views;
        this.file = file;
        this.ids = ids;
        this.tenant = tenant;
        this.zones = zones;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(AuditView view);

        private Templates() {}
    }

    /** One page of the log; older pages follow the last id of this one. */
    record AuditView(
            String slug,
            String who,
            String what,
            String from,
            String to,
            boolean isNarrowed,
            boolean isFirst,
            String parameters,
            List<Entry> entries,
            Optional<String> older) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String who,
            @RestQuery @DefaultValue("") String what,
            @RestQuery @DefaultValue("") String from,
            @RestQuery @DefaultValue("") String to,
            @RestQuery @DefaultValue("") String before) {
        AuditQuery query = AuditQuery.of(who, what, from, to, zones.current());
        Optional<Long> last = before.isEmpty() ? Optional.empty() : Optional.of(number(before));
        List<Entry> found = views.read(tenant.id(), query, last, AuditViews.PAGE + 1);
        List<Entry> shown = found.subList(0, Math.min(AuditViews.PAGE, found.size()));
        return Templates.list(new AuditView(
                tenant.slug(),
                query.who(),
                query.what(),
                AuditQuery.text(query.from()),
                AuditQuery.text(query.to()),
                !query.isEmpty(),
                last.isEmpty(),
                query.asParameters(),
                List.copyOf(shown),
                found.size() > shown.size()
                        ? Optional.of(
                                ids.encode("aud", shown.get(shown.size() - 1).id()))
                        : Optional.empty()));
    }

    /** Everything that the filter lets pass, not just a page of it. */
    @GET
    @Path("csv")
    @TenantRole(Role.VIEWER)
    @Produces(CSV)
    public Response csv(
            @RestQuery @DefaultValue("") String who,
            @RestQuery @DefaultValue("") String what,
            @RestQuery @DefaultValue("") String from,
            @RestQuery @DefaultValue("") String to) {
        AuditQuery query = AuditQuery.of(who, what, from, to, zones.current());
        long number = tenant.id();
        StreamingOutput body = out -> file.write(number, query, out);
        return Response.ok(body, CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-log-" + tenant.slug() + ".csv\"")
                .build();
    }

    private long number(String id) {
        return ids.decode("aud", id).orElseThrow(() -> ProblemException.notFound("this entry"));
    }
}
