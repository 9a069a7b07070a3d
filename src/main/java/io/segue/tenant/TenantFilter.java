package io.segue.tenant;

import io.quarkus.security.identity.SecurityIdentity;
import io.segue.web.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves the tenant of a request, once, and refuses everyone who may not: the one place where that is decided. */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class TenantFilter implements ContainerRequestFilter {

    /** The identity attribute in which a bearer token's {@link TenantAccess} travels. */
    public static final String ACCESS = "segue.access";

    /** The path parameter that names the tenant on pages. */
    public static final String PATH_PARAMETER = "tenant";

    private final CurrentTenant current;
    private final Memberships memberships;
    private final SecurityIdentity identity;

    @Context
    ResourceInfo resource;

    TenantFilter(CurrentTenant current, Memberships memberships, SecurityIdentity identity) {
        this.current = current;
        this.memberships = memberships;
        this.identity = identity;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Role needed = neededRole();
        if (needed == null) {
            return;
        }
        TenantAccess access = granted(request).orElseThrow(() -> ProblemException.notFound("this page"));
        if (access.state() == TenantState.SUSPENDED && needed != Role.VIEWER) {
            throw new ProblemException(
                    403,
                    "Tenant suspended",
                    access.name() + " is suspended: nothing can be changed. Support can enable it again.");
        }
        if (!access.role().includes(needed)) {
            throw new ProblemException(
                    403,
                    "Not allowed",
                    "This needs the role " + needed.word() + "; yours is "
                            + access.role().word() + ". An owner of " + access.name() + " can change that.");
        }
        current.enter(access);
    }

    private Optional<TenantAccess> granted(ContainerRequestContext request) {
        String slug = request.getUriInfo().getPathParameters().getFirst(PATH_PARAMETER);
        TenantAccess ofToken = identity.getAttribute(ACCESS);
        if (ofToken != null) {
            // A token is for the API, whose paths name no tenant: it opens no page, not even its own tenant's.
            return slug == null ? Optional.of(ofToken) : Optional.empty();
        }
        if (slug == null) {
            throw new ProblemException(
                    403,
                    "Not allowed",
                    "This needs an API token of a tenant's; support's token is for /api/v1/tenants only.");
        }
        if (identity.isAnonymous()) {
            return Optional.empty();
        }
        return memberships.in(slug, SignedIn.from(identity));
    }

    private @Nullable Role neededRole() {
        TenantRole onMethod = resource.getResourceMethod().getAnnotation(TenantRole.class);
        TenantRole annotation =
                onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(TenantRole.class);
        return annotation == null ? null : annotation.value();
    }
}
