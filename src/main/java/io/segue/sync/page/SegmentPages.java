package io.segue.sync.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.Mode;
import io.segue.sync.RunCause;
import io.segue.sync.Stops;
import io.segue.sync.SyncOrder;
import io.segue.sync.SyncSummary;
import io.segue.sync.Syncs;
import io.segue.sync.size.SizeWindow;
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
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** One segment with its syncs and runs. */
@Path("/t/{tenant}/segments")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class SegmentPages {

    private final SegmentViews views;
    private final OneSegmentViews one;
    private final Segments segments;
    private final Syncs syncs;
    private final Stops stops;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;
    private final Zones zones;

    SegmentPages(
            SegmentViews views,
            OneSegmentViews one,
            Segments segments,
            Syncs syncs,
            Stops stops,
            OpaqueIds ids,
            CurrentTenant tenant,
            Zones zones) {
        this.views = views;
        this.one = one;
        this.segments = segments;
        this.syncs = syncs;
        this.stops = stops;
        this.ids = ids;
        this.tenant = tenant;
        this.zones = zones;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(SegmentView view);

        private Templates() {}
    }

    @GET
    @Path("{id}")
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(
            @RestPath String id,
            @RestQuery @DefaultValue("") String window,
            @RestQuery @DefaultValue("") String from,
            @RestQuery @DefaultValue("") String to) {
        return Templates.show(one.show(segment(id), SizeWindow.of(window, from, to, zones.now())));
    }

    @POST
    @Path("{id}/syncs/{sync}/run")
    @TenantRole(Role.EDITOR)
    public Response run(@RestPath String id, @RestPath String sync) {
        SyncSummary found = sync(segment(id), sync);
        long run = syncs.startRun(tenant.id(), number("syn", found.id()), RunCause.PERSON, tenant.actor());
        return toRun(run);
    }

    @POST
    @Path("{id}/syncs/{sync}/pause")
    @TenantRole(Role.EDITOR)
    public Response pause(@RestPath String id, @RestPath String sync) {
        stops.pause(tenant.id(), number("syn", sync(segment(id), sync).id()), tenant.actor());
        return toSegment(id);
    }

    @POST
    @Path("{id}/syncs/{sync}/resume")
    @TenantRole(Role.EDITOR)
    public Response resume(@RestPath String id, @RestPath String sync) {
        stops.resume(tenant.id(), number("syn", sync(segment(id), sync).id()), tenant.actor());
        return toSegment(id);
    }

    /** Stops the updates; what LaunchDarkly holds stays there, or a run removes all of it. */
    @POST
    @Path("{id}/syncs/{sync}/off")
    @TenantRole(Role.EDITOR)
    public Response turnOff(
            @RestPath String id, @RestPath String sync, @RestForm @DefaultValue("keep") String members) {
        SegmentSummary segment = segment(id);
        SyncSummary found = sync(segment, sync);
        if (members.equals("remove")) {
            return toRun(stops.empty(tenant.id(), number("syn", found.id()), tenant.actor()));
        }
        SyncOrder off = new SyncOrder(
                number("con", found.connectionId()),
                Mode.OFF,
                Duration.ofSeconds(found.intervalSeconds()),
                found.followHeap(),
                Optional.empty());
        syncs.order(tenant.id(), segment.id(), off, tenant.actor());
        return toSegment(id);
    }

    private Response toSegment(String id) {
        return to("/segments/" + id);
    }

    private Response toRun(long run) {
        return to("/runs/" + ids.encode("run", run));
    }

    private Response to(String page) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + page)).build();
    }

    private SyncSummary sync(SegmentSummary segment, String id) {
        return views.syncs(tenant.id(), segment.id()).stream()
                .filter(sync -> sync.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("this sync"));
    }

    private SegmentSummary segment(String id) {
        return segments.find(tenant.id(), number(SegmentSummary.PREFIX, id))
                .orElseThrow(() -> ProblemException.notFound("this segment"));
    }

    private long number(String prefix, String id) {
        return ids.decode(prefix, id).orElseThrow(() -> ProblemException.notFound("this page"));
    }
}
