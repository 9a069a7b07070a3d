package io.segue.api.version;

import io.segue.platform.Database;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.row.TenantRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/**
 * Makes the comparison with If-Match and the change behind it one transaction that holds the tenant's row: of two at once,
 * the second compares with what the first one left. Nobody outside is asked meanwhile: every other change waits for the row.
 */
@ApplicationScoped
public class ComparedChange {

    private final Database database;
    private final Versions versions;
    private final CurrentTenant tenant;

    ComparedChange(Database database, Versions versions, CurrentTenant tenant) {
        this.database = database;
        this.versions = versions;
        this.tenant = tenant;
    }

    public <T> T together(Callable<T> comparisonAndChange) throws Exception {
        if (!versions.isOneMeant()) {
            return comparisonAndChange.call();
        }
        return database.together(() -> {
            // Support names its tenant in the address: its resource holds the row by itself.
            if (tenant.isKnown()) {
                database.doInTenant(tenant.id(), connection -> TenantRow.hold(connection, tenant.id()));
            }
            return comparisonAndChange.call();
        });
    }
}
