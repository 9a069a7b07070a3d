package io.segue.erasure.page;

import io.quarkus.security.Authenticated;
import io.segue.erasure.Erasures;
import io.segue.erasure.HeapApiKeys;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** What an owner decides about erasures that are there. */
@Path("/t/{tenant}/erasures")
@Authenticated
@Blocking
@TenantRole(Role.OWNER)
class ErasureDeskPages {

    private final Erasures erasures;
    private final HeapApiKeys heap;
    private final CurrentTenant tenant;

    ErasureDeskPages(Erasures erasures, HeapApiKeys heap, CurrentTenant tenant) {
        this.erasures = erasures;
        this.heap = heap;
        this.tenant = tenant;
    }

    @POST
    @Path("{id}/lift")
    public Response lift(@RestPath String id) {
        erasures.lift(tenant.id(), id, tenant.actor());
        return to("/erasures/" + id);
    }

    @POST
    @Path("{id}/places/{sync}/close")
    public Response close(@RestPath String id, @RestPath String sync) {
        erasures.close(tenant.id(), id, sync, tenant.actor());
        return to("/erasures/" + id);
    }

    @POST
    @Path("{id}/heap")
    public Response askHeapAgain(@RestPath String id) {
        erasures.askHeapAgain(tenant.id(), id, tenant.actor());
        return to("/erasures/" + id);
    }

    @POST
    @Path("heap-key")
    public Response saveKey(@RestForm @DefaultValue("") String appId, @RestForm @DefaultValue("") String apiKey) {
        heap.save(tenant.id(), appId, apiKey, tenant.actor());
        return to("/erasures");
    }

    @POST
    @Path("heap-key/remove")
    public Response removeKey() {
        heap.remove(tenant.id(), tenant.actor());
        return to("/erasures");
    }

    private Response to(String page) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + page)).build();
    }
}
