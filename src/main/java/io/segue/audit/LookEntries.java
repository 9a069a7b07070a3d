package io.segue.audit;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.Looks.Look;
import io.segue.tenant.Looks.OpenedEvent;
import io.segue.tenant.TenantAccess;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** Writes into the tenant's own log what support opens there, and what it tried in vain. */
@ApplicationScoped
class LookEntries {

    private static final String LOOKED = "looked at a page";
    private static final String TRIED = "tried to change something, and was refused";

    private final Database database;
    private final Audit audit;

    LookEntries(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** A page that looks again at a part of itself, every few seconds perhaps, is written down once for each look. */
    void write(@Observes OpenedEvent opened) {
        TenantAccess access = opened.access();
        Look look = access.look().orElseThrow();
        String action = opened.isRefused() ? TRIED : LOOKED;
        database.doInTenant(access.id(), connection -> {
            if (opened.isPart() && !opened.isRefused() && isWritten(connection, opened, look)) {
                return;
            }
            audit.write(connection, access.id(), access.actor(), action, opened.path(), "because: " + look.reason());
        });
    }

    private static boolean isWritten(Connection connection, OpenedEvent opened, Look look) throws SQLException {
        return new Select(
                        """
                        select 1 from audit_entry where tenant_id = ? and at >= ? and actor = ? and action = ? and subject = ?
                         limit 1""",
                        opened.access().id(),
                        look.begunAt().atOffset(ZoneOffset.UTC),
                        opened.access().actor(),
                        LOOKED,
                        opened.path())
                .first(connection, row -> true)
                .isPresent();
    }
}
