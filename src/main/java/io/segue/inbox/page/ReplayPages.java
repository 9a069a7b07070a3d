package io.segue.inbox.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.replay.ReplayPlan;
import io.segue.inbox.replay.Replays;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.Zones;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Replays one delivery, or all that a filter of the inbox lets pass, once a person has seen how many these are. */
@Path("/t/{tenant}/inbox")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class ReplayPages {

    private final Replays replays;
    private final InboxViews views;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;
    private final Zones zones;

    ReplayPages(Replays replays, InboxViews views, OpaqueIds ids, CurrentTenant tenant, Zones zones) {
        this.replays = replays;
        this.views = views;
        this.ids = ids;
        this.tenant = tenant;
        this.zones = zones;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ReplayView view);

        private Templates() {}
    }

    /** What would be replayed; the id names the newest delivery that is meant. */
    record ReplayView(String slug, InboxQuery query, ReplayPlan plan, String upTo, Optional<String> mistake) {}

    @GET
    @Path("replay")
    @TenantRole(Role.EDITOR)
    public TemplateInstance plan(
            @RestQuery @DefaultValue("") String day,
            @RestQuery @DefaultValue("") String verdict,
            @RestQuery @DefaultValue("") String segment,
            @RestQuery @DefaultValue("") String task) {
        return Templates.show(view(InboxQuery.of(day, zones.current(), verdict, segment, task), Optional.empty()));
    }

    @POST
    @Path("replay")
    @TenantRole(Role.EDITOR)
    public Response replay(
            @RestForm @DefaultValue("") String day,
            @RestForm @DefaultValue("") String verdict,
            @RestForm @DefaultValue("") String segment,
            @RestForm @DefaultValue("") String task,
            @RestForm @DefaultValue("") String upTo,
            @RestForm @DefaultValue("0") long count) {
        InboxQuery query = InboxQuery.of(day, zones.current(), verdict, segment, task);
        String words = query.isNarrowed() ? query.words() : "all that are kept";
        try {
            long done = replays.replay(tenant.id(), query.filter(), number(upTo), count, words, tenant.actor());
            return Response.seeOther(
                            URI.create("/t/" + tenant.slug() + "/inbox?" + query.parameters() + "&replayed=" + done))
                    .build();
        } catch (ProblemException e) {
            return Response.status(e.status())
                    .entity(Templates.show(view(query, Optional.of(e.detail()))))
                    .build();
        }
    }

    @POST
    @Path("{id}/replay")
    @TenantRole(Role.EDITOR)
    public Response replay(@RestPath String id) {
        long number = number(id);
        InboxRow delivery =
                views.find(tenant.id(), number).orElseThrow(() -> ProblemException.notFound("this delivery"));
        // Pressed twice, it is on its way already.
        if (!delivery.isWaiting()) {
            replays.replay(tenant.id(), DeliveryFilter.of(number), number, 1, words(delivery), tenant.actor());
        }
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/inbox/" + id))
                .build();
    }

    private static String words(InboxRow delivery) {
        return delivery.segmentName().orElse("no segment") + ", page " + delivery.page() + " of " + delivery.pages()
                + ", " + delivery.id();
    }

    private ReplayView view(InboxQuery query, Optional<String> mistake) {
        ReplayPlan plan = replays.plan(tenant.id(), query.filter());
        return new ReplayView(tenant.slug(), query, plan, ids.encode("dlv", plan.upTo()), mistake);
    }

    private long number(String id) {
        return ids.decode("dlv", id).orElseThrow(() -> ProblemException.notFound("this delivery"));
    }
}
