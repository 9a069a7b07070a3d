package io.segue.sync.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.platform.OpaqueIds;
import io.segue.sync.page.RunViews.RunView;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Memberships;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.Stopping;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A run, call by call, live while it goes on. */
@Path("/t/{tenant}/runs/{id}")
@Authenticated
@Blocking
class RunPages {

    /** htmx's word for "stop polling". */
    private static final int STOP_POLLING = 286;

    /** A stream ends then and the browser asks again: the session is looked at anew. */
    private static final Duration STREAM = Duration.ofMinutes(10);

    /** Ticks between two looks at whether the person still belongs to the tenant. */
    private static final int LOOK_EVERY = 3;

    private final RunViews runs;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;
    private final Memberships memberships;
    private final SecurityIdentity identity;
    private final Stopping node;

    RunPages(
            RunViews runs,
            OpaqueIds ids,
            CurrentTenant tenant,
            Memberships memberships,
            SecurityIdentity identity,
            Stopping node) {
        this.runs = runs;
        this.ids = ids;
        this.tenant = tenant;
        this.memberships = memberships;
        this.identity = identity;
        this.node = node;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(RunView view);

        static native TemplateInstance show$live(RunView view);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(@RestPath String id, @RestQuery Optional<Integer> below) {
        return Templates.show(view(tenant.id(), tenant.slug(), number(id), below));
    }

    @GET
    @Path("live")
    @Produces(MediaType.TEXT_HTML)
    @TenantRole(Role.VIEWER)
    public Response live(@RestPath String id) {
        RunView view = view(tenant.id(), tenant.slug(), number(id), Optional.empty());
        return Response.status(view.isOpen() ? 200 : STOP_POLLING)
                .entity(Templates.show$live(view).render())
                .build();
    }

    /** The same fragment every second, and "end" when the run ended or the person belongs to the tenant no more. */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @TenantRole(Role.VIEWER)
    public Multi<OutboundSseEvent> events(@RestPath String id, @Context Sse sse) {
        long inTenant = tenant.id();
        String slug = tenant.slug();
        SignedIn person = SignedIn.from(identity);
        long run = number(id);
        // A run that is not there is a 404, not a stream that breaks.
        view(inTenant, slug, run, Optional.empty());
        AtomicBoolean ended = new AtomicBoolean();
        return Multi.createFrom()
                .ticks()
                .every(Duration.ofSeconds(1))
                .onOverflow()
                .drop()
                .select()
                .first(STREAM)
                .select()
                .first(tick -> !ended.get() && !node.isStopping())
                .emitOn(Infrastructure.getDefaultExecutor(), 1)
                .onItem()
                .transformToIterable(tick -> {
                    if (tick % LOOK_EVERY == 0 && memberships.in(slug, person).isEmpty()) {
                        ended.set(true);
                        return List.of(event(sse, "end", "no access"));
                    }
                    RunView view = view(inTenant, slug, run, Optional.empty());
                    ended.set(!view.isOpen());
                    OutboundSseEvent state =
                            event(sse, "run", Templates.show$live(view).render());
                    return view.isOpen()
                            ? List.of(state)
                            : List.of(state, event(sse, "end", view.run().state()));
                });
    }

    private static OutboundSseEvent event(Sse sse, String name, String text) {
        return sse.newEventBuilder().name(name).data(String.class, text).build();
    }

    private RunView view(long inTenant, String slug, long run, Optional<Integer> below) {
        return runs.find(inTenant, slug, run, below).orElseThrow(() -> ProblemException.notFound("this run"));
    }

    private long number(String id) {
        return ids.decode("run", id).orElseThrow(() -> ProblemException.notFound("this run"));
    }
}
