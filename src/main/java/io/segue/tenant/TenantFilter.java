package io.segue.tenant;

import io.quarkus.security.identity.SecurityIdentity;
import io.segue.platform.observe.Marks;
import io.segue.tenant.Looks.OpenedEvent;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
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
    private final Event<OpenedEvent> opened;

    @Context
    ResourceInfo resource;

    TenantFilter(CurrentTenant current, Memberships memberships, SecurityIdentity identity, Event<OpenedEvent> opened) {
        this.current = current;
        this.memberships = memberships;
        this.identity = identity;
        this.opened = opened;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        TenantRole needed = needed();
        if (needed == null) {
            return;
        }
        Optional<TenantAccess> granted = granted(request);
        if (granted.isEmpty() && identity.hasRole(SignedIn.SUPPORT)) {
            askForALook(request);
            return;
        }
        TenantAccess access = granted.orElseThrow(() -> ProblemException.notFound("this page"));
        // Before what may refuse: who is told why stays among the tenant's pages.
        current.enter(access);
        if (access.look().isPresent()) {
            tell(request, access, needed);
        } else {
            check(access, needed);
        }
        // Not taken back: the request takes it along when it ends.
        Marks.of(Marks.TENANT, access.slug());
    }

    private static void check(TenantAccess access, TenantRole asked) {
        Role needed = asked.value();
        if (access.state() == TenantState.SUSPENDED && needed != Role.VIEWER && !asked.opensToLooks()) {
            throw new ProblemException(
                    ErrorCode.TENANT_SUSPENDED,
                    403,
                    "Tenant suspended",
                    access.name() + " is suspended: nothing can be changed. Support can enable it again.");
        }
        if (!access.role().includes(needed)) {
            throw new ProblemException(
                    ErrorCode.NOT_ALLOWED,
                    403,
                    "Not allowed",
                    "This needs the role " + needed.word() + "; yours is "
                            + access.role().word() + ". An owner of " + access.name() + " can change that.");
        }
    }

    /** What support opens is written down before it is answered, and so is what it may not do. */
    private void tell(ContainerRequestContext request, TenantAccess access, TenantRole needed) {
        boolean isRefused = needed.value() != Role.VIEWER && !needed.opensToLooks();
        opened.fire(new OpenedEvent(
                access, request.getMethod(), request.getUriInfo().getPath(), isRefused, isPart(request)));
        if (isRefused) {
            throw new ProblemException(
                    ErrorCode.ONLY_A_LOOK,
                    403,
                    "Only to look at",
                    "You look at " + access.name() + " as support: nothing can be changed here, and that you tried is"
                            + " written down. Its people can do it.");
        }
    }

    /** Support is sent to where it says why; a look that has ended is no reason to find nothing here. */
    private static void askForALook(ContainerRequestContext request) {
        String slug = request.getUriInfo().getPathParameters().getFirst(PATH_PARAMETER);
        boolean isPage = request.getMethod().equals("GET")
                && !isPart(request)
                && request.getAcceptableMediaTypes().stream().anyMatch(MediaType.TEXT_HTML_TYPE::isCompatible);
        if (slug == null || !isPage) {
            throw new ProblemException(
                    ErrorCode.ONLY_A_LOOK,
                    403,
                    "Only to look at",
                    "You do not look at this tenant, or no longer. Say why on support’s page of it, and look again.");
        }
        URI asking = UriBuilder.fromPath("/support/tenants/{slug}")
                .queryParam("to", "{to}")
                .fragment("look")
                .build(slug, request.getUriInfo().getPath());
        request.abortWith(Response.seeOther(asking).build());
    }

    private static boolean isPart(ContainerRequestContext request) {
        return request.getHeaderString("HX-Request") != null
                || request.getAcceptableMediaTypes().contains(MediaType.SERVER_SENT_EVENTS_TYPE);
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
                    ErrorCode.NOT_ALLOWED,
                    403,
                    "Not allowed",
                    "This needs an API token of a tenant's; support's token is for /api/v1/tenants only.");
        }
        if (identity.isAnonymous()) {
            return Optional.empty();
        }
        SignedIn person = SignedIn.from(identity);
        Optional<TenantAccess> access = memberships.in(slug, person);
        // Whoever follows a link before they have ever been at the front page is invited all the same.
        return access.isEmpty() && memberships.acceptInvitations(person) ? memberships.in(slug, person) : access;
    }

    private @Nullable TenantRole needed() {
        TenantRole onMethod = resource.getResourceMethod().getAnnotation(TenantRole.class);
        return onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(TenantRole.class);
    }
}
