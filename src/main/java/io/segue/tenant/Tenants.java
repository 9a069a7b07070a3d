package io.segue.tenant;

import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import io.segue.platform.UniqueViolation;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What support does with tenants: create, enable, suspend, invite. */
@ApplicationScoped
public class Tenants {

    private final Database database;
    private final Tenant.Repository repository;
    private final People people;
    private final Event<EnabledEvent> enabled;
    private final Event<InvitedEvent> invited;
    private final Clock clock;

    Tenants(
            Database database,
            Tenant.Repository repository,
            People people,
            Event<EnabledEvent> enabled,
            Event<InvitedEvent> invited,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.people = people;
        this.enabled = enabled;
        this.invited = invited;
        this.clock = clock;
    }

    /** A tenant was enabled for the first time; told after that is stored. */
    public record EnabledEvent(long tenant) {}

    /** Support invited someone; told after that is stored. */
    public record InvitedEvent(long tenant, People.Invitation invitation) {}

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
        boolean isFirst = found.enabledAt().isEmpty();
        if (isFirst) {
            database.doInTenant(found.id(), connection -> Requests.welcome(connection, found.id()));
        }
        TenantSummary summary = database.as(Role.SUPPORT, c -> {
            held(c, slug);
            Tenant tenant = stored(slug);
            tenant.enable(clock.instant());
            return tenant.summary();
        });
        if (isFirst) {
            enabled.fire(new EnabledEvent(found.id()));
        }
        return summary;
    }

    public TenantSummary suspend(String slug) {
        return suspend(slug, Optional.empty());
    }

    /** Takes nothing from Heap and lets nothing be changed; of one that was only asked for, it declines the request. */
    public TenantSummary suspend(String slug, Optional<String> reason) {
        return database.as(Role.SUPPORT, c -> {
            held(c, slug);
            Tenant tenant = stored(slug);
            tenant.suspend(clock.instant(), reason);
            return tenant.summary();
        });
    }

    /** Invites by e-mail address, or declared user name; the first sign-in with it becomes the person. */
    public void invite(long tenant, String email, io.segue.tenant.Role role) {
        database.doInTenant(tenant, connection -> people.invite(connection, tenant, email, role, ""));
    }

    /** Invites for support, and tells whoever mails it. */
    public void invite(long tenant, String email, io.segue.tenant.Role role, String by) {
        People.Invited made =
                database.inTenant(tenant, connection -> people.invite(connection, tenant, email, role, by));
        invited.fire(new InvitedEvent(tenant, made.invitation()));
    }

    /** Held until the transaction ends, within work of several pieces. */
    public void hold(String slug) {
        database.as(Role.SUPPORT, c -> held(c, slug));
    }

    private static boolean held(Connection connection, String slug) throws SQLException {
        return new Select("select 1 from tenant where slug = ? for no key update", slug)
                .first(connection, row -> true)
                .isPresent();
    }

    private Tenant stored(String slug) {
        return repository.bySlug(slug).orElseThrow(() -> ProblemException.notFound("the tenant " + slug));
    }
}
