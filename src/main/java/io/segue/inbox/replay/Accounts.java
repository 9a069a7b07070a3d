package io.segue.inbox.replay;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.apply.Applier;
import io.segue.inbox.hook.HookLookup;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Takes another Heap account for the tenant's, and has its pages applied that were set aside until then. */
@ApplicationScoped
public class Accounts {

    private final Database database;
    private final Replays replays;
    private final HookLookup lookup;
    private final Applier applier;
    private final Audit audit;

    Accounts(Database database, Replays replays, HookLookup lookup, Applier applier, Audit audit) {
        this.database = database;
        this.replays = replays;
        this.lookup = lookup;
        this.applier = applier;
        this.audit = audit;
    }

    /**
     * Keeps this id_token in place of the one before. Of its pages, the newest are applied with it, as many as a replay
     * takes; others stay, and can be replayed.
     *
     * @param seen what the owner saw and means: another one that came meanwhile is not accepted by mistake
     */
    public void accept(long tenant, String seen, String actor) {
        Set<Long> waiting = database.inTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            Optional<String> before = new Select("select id_token from hook where tenant_id = ? for update", tenant)
                    .first(connection, row -> Select.text(row, "id_token"))
                    .flatMap(token -> token);
            if (keep(connection, tenant, seen) == 0) {
                throw ProblemException.conflict("Accepting the new id_token: no call that was set aside names it."
                        + " Look at the one shown now, and decide again.");
            }
            audit.write(connection, tenant, actor, "accepted a new id_token", "hook", Change.of(before, seen));
            return apply(connection, tenant, seen, actor);
        });
        database.afterwards(() -> lookup.forget(tenant));
        waiting.forEach(segment -> applier.wake(tenant, segment));
    }

    private static int keep(Connection connection, long tenant, String seen) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update hook set id_token = ?, other_id_token = nullif(other_id_token, ?),
                       other_id_token_at = case when other_id_token <> ? then other_id_token_at end
                 where tenant_id = ? and id_token is distinct from ?
                   and (other_id_token = ? or exists (select from delivery d where d.tenant_id = hook.tenant_id
                                                         and d.other_id_token = ?))""")) {
            update.setString(1, seen);
            update.setString(2, seen);
            update.setString(3, seen);
            update.setLong(4, tenant);
            update.setString(5, seen);
            update.setString(6, seen);
            update.setString(7, seen);
            return update.executeUpdate();
        }
    }

    private Set<Long> apply(Connection connection, long tenant, String idToken, String actor) throws SQLException {
        ReplaySql sql = new ReplaySql(connection, tenant);
        List<Candidate> theirs = sql
                .candidates(DeliveryFilter.ofAccount(idToken), sql.newest(), replays.keptSince(), ReplayPlan.MOST)
                .stream()
                .filter(Candidate::canBe)
                .toList();
        if (theirs.isEmpty()) {
            return Set.of();
        }
        audit.write(
                connection,
                tenant,
                actor,
                "replayed deliveries",
                "of the accepted id_token",
                String.format(Locale.ENGLISH, "%,d foreign", theirs.size()));
        sql.claimKeys(theirs);
        return sql.setWaiting(theirs, actor);
    }
}
