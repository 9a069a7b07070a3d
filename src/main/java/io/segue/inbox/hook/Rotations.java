package io.segue.inbox.hook;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.inbox.InboxConfig;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Ends before its time what a rotation left good: the webhook URL or the webhook secret before. */
@ApplicationScoped
public class Rotations {

    private final Database database;
    private final HookLookup lookup;
    private final Audit audit;
    private final Duration memory;

    Rotations(Database database, HookLookup lookup, Audit audit, InboxConfig config) {
        this.database = database;
        this.lookup = lookup;
        this.audit = audit;
        this.memory = config.hookMemory();
    }

    /** So long other nodes may still let a call in. */
    public long secondsElsewhere() {
        return memory.toSeconds();
    }

    public void endUrl(long tenant, String actor) {
        end(tenant, actor, "ended the old webhook URL", """
                with old as (select tenant_id, previous_token_last_four as last_four from hook
                              where tenant_id = ? and previous_token_hash is not null and previous_token_until > now()
                                for update)
                update hook h set previous_token_hash = null, previous_token_until = null,
                       previous_token_last_four = null
                  from old where h.tenant_id = old.tenant_id returning coalesce(old.last_four, '')""");
    }

    public void endSecret(long tenant, String actor) {
        end(tenant, actor, "ended the old webhook secret", """
                with old as (select tenant_id, previous_secret_last_four as last_four from hook
                              where tenant_id = ? and previous_secret_until > now() for update)
                update hook h set sealed_previous_secret = null, previous_secret_until = null,
                       previous_secret_last_four = null
                  from old where h.tenant_id = old.tenant_id returning coalesce(old.last_four, '')""");
    }

    private void end(long tenant, String actor, String action, String sql) {
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            String lastFour = new Select(sql, tenant)
                    .first(connection, row -> row.getString(1))
                    .orElseThrow(() -> ProblemException.conflict(
                            "Ending what was before: there is none any more; it has ended already."));
            String which = lastFour.isEmpty() ? "" : "ends in " + lastFour + ", ";
            audit.write(connection, tenant, actor, action, "hook", Change.of(which + "still good", "refused"));
        });
        database.afterwards(() -> lookup.forget(tenant));
    }
}
