package io.segue.dashboard.support;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.Looks;
import io.segue.tenant.Looks.Look;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/** Begins and ends looks at tenants; the customer reads both in the audit log. */
@ApplicationScoped
class LookDesk {

    private static final String OPENED = "opened support’s page of the tenant";
    private static final Duration NOTED_EVERY = Duration.ofHours(1);

    private final Tenants tenants;
    private final Looks looks;
    private final Database database;
    private final Audit audit;
    private final Clock clock;

    LookDesk(Tenants tenants, Looks looks, Database database, Audit audit, Clock clock) {
        this.tenants = tenants;
        this.looks = looks;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Support's own page of a tenant shows its people, so the customer reads that it was opened; once an hour is enough. */
    void noteOpened(long tenant, String slug, String actor) {
        database.doInTenant(tenant, connection -> {
            boolean isWritten = new Select(
                            "select 1 from audit_entry where tenant_id = ? and at > ? and actor = ? and action = ? limit 1",
                            tenant,
                            clock.instant().minus(NOTED_EVERY).atOffset(ZoneOffset.UTC),
                            actor,
                            OPENED)
                    .first(connection, row -> true)
                    .isPresent();
            if (!isWritten) {
                audit.write(connection, tenant, actor, OPENED, slug, "");
            }
        });
    }

    void begin(String slug, SignedIn person, String reason, String actor) {
        TenantSummary tenant = tenants.get(slug);
        database.doInTenant(tenant.id(), connection -> {
            Look look = looks.begin(connection, tenant.id(), person, reason);
            audit.write(connection, tenant.id(), actor, "began to look around", slug, "because: " + look.reason());
        });
    }

    void end(String slug, SignedIn person, String actor) {
        TenantSummary tenant = tenants.get(slug);
        database.doInTenant(tenant.id(), connection -> {
            Optional<Look> ended = looks.end(connection, tenant.id(), person);
            if (ended.isPresent()) {
                audit.write(connection, tenant.id(), actor, "stopped looking around", slug, "");
            }
        });
    }
}
