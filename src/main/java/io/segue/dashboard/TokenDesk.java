package io.segue.dashboard;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.Database;
import io.segue.platform.Secret;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.ApiTokens.Listed;
import io.segue.tenant.Role;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** What owners do with API tokens: each act and its entry in the audit log happen together. */
@ApplicationScoped
public class TokenDesk {

    private final Database database;
    private final ApiTokens tokens;
    private final Audit audit;

    TokenDesk(Database database, ApiTokens tokens, Audit audit) {
        this.database = database;
        this.tokens = tokens;
        this.audit = audit;
    }

    /** Returns the token for the only time. */
    public Secret create(long tenant, String name, Role role, String actor) {
        return database.inTenant(tenant, connection -> {
            Secret made = tokens.create(connection, tenant, name, role, actor);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "created an API token",
                    "token " + name.strip(),
                    Change.to("role " + role.word() + ", ends in " + made.lastFour()));
            return made;
        });
    }

    public void revoke(long tenant, long id, String actor) {
        database.doInTenant(tenant, connection -> {
            Listed revoked =
                    tokens.revoke(connection, tenant, id).orElseThrow(() -> ProblemException.notFound("this token"));
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "revoked an API token",
                    "token " + revoked.name(),
                    Change.of("role " + revoked.role().word() + ", ends in " + revoked.lastFour(), "refused"));
        });
    }
}
