package io.segue.erasure.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.erasure.Erasure;
import io.segue.erasure.ErasurePlan;
import io.segue.erasure.ErasurePlanner;
import io.segue.erasure.ErasureRequest;
import io.segue.erasure.ErasureViews;
import io.segue.erasure.Erasures;
import io.segue.erasure.HeapApiKeys;
import io.segue.erasure.Proof;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** Erasing a person, and the proof of it. A person's ids come in forms only: addresses are logged. */
@Path("/t/{tenant}/erasures")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class ErasurePages {

    private static final int MOST = 200;

    /** htmx's word for "stop polling". */
    private static final int STOP_POLLING = 286;

    private final Erasures erasures;
    private final ErasureViews views;
    private final ErasurePlanner planner;
    private final HeapApiKeys heap;
    private final CurrentTenant tenant;

    ErasurePages(
            Erasures erasures, ErasureViews views, ErasurePlanner planner, HeapApiKeys heap, CurrentTenant tenant) {
        this.erasures = erasures;
        this.views = views;
        this.planner = planner;
        this.heap = heap;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(ListView view);

        static native TemplateInstance ask(AskView view);

        static native TemplateInstance show(ShowView view);

        static native TemplateInstance show$live(ShowView view);

        private Templates() {}
    }

    /** All erasures, and the key of Heap's deletion API. */
    record ListView(String slug, boolean mayErase, List<Erasure> erasures, Optional<HeapApiKeys.Known> heap) {}

    /** What an erasure would do, to be confirmed. */
    record AskView(String slug, ErasurePlan plan, boolean hasHeap) {}

    /**
     * One erasure.
     *
     * @param isAbout whether it is of the value that was just asked for
     */
    record ShowView(String slug, boolean mayErase, Erasure erasure, Optional<Boolean> isAbout) {}

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list() {
        return Templates.list(
                new ListView(tenant.slug(), mayErase(), views.list(tenant.id(), MOST), heap.find(tenant.id())));
    }

    /** Changes nothing; a post, so that the person stands in no address. */
    @POST
    @Path("ask")
    @TenantRole(Role.OWNER)
    public TemplateInstance ask(@RestForm @DefaultValue("") String key) {
        ErasureRequest checked = ErasureRequest.of(List.of(key), "", Optional.empty());
        return Templates.ask(new AskView(
                tenant.slug(),
                planner.plan(tenant.id(), checked.values().iterator().next()),
                heap.find(tenant.id()).isPresent()));
    }

    @POST
    @TenantRole(Role.OWNER)
    public Response erase(
            @RestForm List<String> value,
            @RestForm @DefaultValue("") String more,
            @RestForm @DefaultValue("") String reference,
            @RestForm @DefaultValue("") String heapIdentity,
            @RestForm @DefaultValue("") String tellHeap) {
        List<String> values = new ArrayList<>(value);
        more.lines().forEach(values::add);
        String id = erasures.request(
                tenant.id(),
                ErasureRequest.of(values, reference, tellHeap.isEmpty() ? Optional.empty() : Optional.of(heapIdentity)),
                tenant.actor());
        return toErasure(id);
    }

    @GET
    @Path("{id}")
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(@RestPath String id) {
        return Templates.show(view(id, Optional.empty()));
    }

    @GET
    @Path("{id}/live")
    @TenantRole(Role.VIEWER)
    public Response live(@RestPath String id) {
        ShowView view = view(id, Optional.empty());
        return Response.status(view.erasure().isDone() ? STOP_POLLING : 200)
                .entity(Templates.show$live(view).render())
                .build();
    }

    @GET
    @Path("{id}/proof.txt")
    @TenantRole(Role.VIEWER)
    @Produces("text/plain;charset=UTF-8")
    public Response proof(@RestPath String id) {
        return Response.ok(new Proof(tenant.name(), views.get(tenant.id(), id)).text())
                .header("Content-Disposition", "attachment; filename=\"erasure-" + id + ".txt\"")
                .build();
    }

    /** Whoever knows the person can find out whether a proof is of them. */
    @POST
    @Path("{id}/check")
    @TenantRole(Role.VIEWER)
    public TemplateInstance check(@RestPath String id, @RestForm @DefaultValue("") String value) {
        return Templates.show(view(id, Optional.of(erasures.isAbout(tenant.id(), id, value))));
    }

    private ShowView view(String id, Optional<Boolean> isAbout) {
        return new ShowView(tenant.slug(), mayErase(), views.get(tenant.id(), id), isAbout);
    }

    private boolean mayErase() {
        return tenant.isOwner() && tenant.canEdit();
    }

    private Response toErasure(String id) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/erasures/" + id))
                .build();
    }
}
