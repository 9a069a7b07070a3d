package io.segue.tenant;

import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.UniqueViolation;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What support does with tenants: create, enable, suspend, invite. */
@ApplicationScoped
public class Tenants {

    private final Database database;
    private final Tenant.Repository repository;
    private final Clock clock;

    Tenants(Database database, Tenant.Repository repository, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.clock = clock;
    }

    public List<TenantSummary> all() {
        return database.as(
                Role.SUPPORT,
                c -> repository.allByName().stream().map(Tenant::summary).toList());
    }

    public Optional<TenantSummary> find(String slug) {
        return database.as(Role.SUPPORT, c -> repository.bySlug(slug).map(Tenant::summary));
    }

    public TenantSummary get(String slug) {
        return find(slug).orElseThrow(() -> ProblemException.notFound("the tenant " + slug));
    }

    public TenantSummary create(NewTenant request) {
        try {
            return database.as(Role.SUPPORT, c -> {
                if (repository.bySlug(request.slug()).isPresent()) {
                    throw taken(request);
                }
                Tenant tenant = Tenant.requested(request, clock.instant());
                repository.persistAndFlush(tenant);
                return tenant.summary();
            });
        } catch (RuntimeException e) {
            // Of two who take a name at once, the slower one is told what one who comes later is told.
            throw UniqueViolation.isOf("tenant_slug_uk", e) ? taken(request) : e;
        }
    }

    private static ProblemException taken(NewTenant request) {
        return ProblemException.conflict(
                "Creating a tenant: the short name \"" + request.slug() + "\" is taken. Choose another.");
    }

    /** Who asked for the tenant is in before it is enabled: what breaks in between is mended by enabling again. */
    public TenantSummary enable(String slug) {
        TenantSummary found = get(slug);
        if (found.state() == TenantState.REQUESTED) {
            database.doInTenant(found.id(), connection -> Requests.welcome(connection, found.id()));
        }
        return database.as(Role.SUPPORT, c -> {
            Tenant tenant = stored(slug);
            tenant.enable(clock.instant());
            return tenant.summary();
        });
    }

    public TenantSummary suspend(String slug) {
        return database.as(Role.SUPPORT, c -> {
            Tenant tenant = stored(slug);
            tenant.suspend(clock.instant());
            return tenant.summary();
        });
    }

    /** Invites by e-mail address; the first sign-in with that verified address becomes the person. */
    public void invite(long tenant, String email, io.segue.tenant.Role role) {
        database.doInTenant(tenant, connection -> People.invite(connection, tenant, email, role));
    }

    private Tenant stored(String slug) {
        return repository.bySlug(slug).orElseThrow(() -> ProblemException.notFound("the tenant " + slug));
    }
}
