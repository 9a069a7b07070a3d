package io.segue.dashboard;

import io.quarkus.oidc.AuthorizationCodeFlow;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.tenant.Memberships;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantAccess;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way in: what Segue is, signing in and out, and which organisation to go to. */
@Path("/")
@AuthorizationCodeFlow
@Blocking
class FrontPages {

    private static final URI START = URI.create("/");

    private final Memberships memberships;
    private final NobodyViews nobody;
    private final SecurityIdentity identity;

    FrontPages(Memberships memberships, NobodyViews nobody, SecurityIdentity identity) {
        this.memberships = memberships;
        this.nobody = nobody;
        this.identity = identity;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance welcome();

        static native TemplateInstance choose(ChooseView view);

        static native TemplateInstance nobody(NobodyView view);

        private Templates() {}
    }

    /** The organisations that a person belongs to. */
    record ChooseView(List<TenantAccess> tenants, boolean support) {}

    @GET
    @PermitAll
    public Object start(@QueryParam("choose") @Nullable String choose) {
        if (identity.isAnonymous()) {
            return Templates.welcome();
        }
        SignedIn person = SignedIn.from(identity);
        memberships.acceptInvitations(person);
        List<TenantAccess> tenants = memberships.of(person);
        boolean support = identity.hasRole(SignedIn.SUPPORT);
        if (tenants.isEmpty()) {
            return support ? Response.seeOther(URI.create("/support")).build() : Templates.nobody(nobody.of(identity));
        }
        return tenants.size() == 1 && choose == null
                ? Response.seeOther(URI.create("/t/" + tenants.get(0).slug())).build()
                : Templates.choose(new ChooseView(tenants, support));
    }

    @GET
    @Path("sign-in")
    @Authenticated
    public Response signIn() {
        return Response.seeOther(START).build();
    }

    /** Where the OIDC server sends people back to; the sign-in is finished before this is reached. */
    @GET
    @Path("signed-in")
    @Authenticated
    public Response signedIn() {
        return Response.seeOther(START).build();
    }

    /** Asking who is there makes the OIDC extension end the session; who has none is signed out already. */
    @GET
    @Path("sign-out")
    @PermitAll
    public Response signOut() {
        identity.isAnonymous();
        return Response.seeOther(START).build();
    }
}
