package io.segue.api.version;

import io.segue.platform.Database;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.row.TenantRow;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * Makes the comparison with If-Match and the change behind it one transaction that holds the tenant's row: of two at once,
 * the second compares with what the first one left.
 */
@ChecksVersion
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class ComparedChanges {

    private final Database database;
    private final Versions versions;
    private final CurrentTenant tenant;

    ComparedChanges(Database database, Versions versions, CurrentTenant tenant) {
        this.database = database;
        this.versions = versions;
        this.tenant = tenant;
    }

    @AroundInvoke
    Object compare(InvocationContext call) throws Exception {
        if (!versions.isOneMeant()) {
            return call.proceed();
        }
        return database.together(() -> {
            // Support names its tenant in the address: its resource holds the row by itself.
            if (tenant.isKnown()) {
                database.doInTenant(tenant.id(), connection -> TenantRow.hold(connection, tenant.id()));
            }
            return call.proceed();
        });
    }
}
