package io.segue.sync.verify;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import io.segue.sync.erase.ErasedKeys;
import io.segue.sync.verify.SampledKeys.Expected;
import io.segue.sync.verify.VerificationStore.Start;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The keys of an export, beside those that we believe LaunchDarkly to hold. */
@ApplicationScoped
class ExportedKeys {

    /** So many differences of each kind are kept; all are counted. */
    private static final int MOST_KEPT = 100_000;

    private static final String MISSING = """
             from delivered_key k where k.tenant_id = ? and k.sync_id = ? and k.batch >= ?
                and not exists (select from open_batch o where o.tenant_id = k.tenant_id and o.sync_id = k.sync_id
                                   and o.batch = k.batch)
                and not exists (select from exported_key e where e.tenant_id = k.tenant_id and e.verification_id = ?
                                   and e.key = k.key)""";

    private static final String EXTRA = """
             from (select distinct key from exported_key where tenant_id = ? and verification_id = ?) k
             where not exists (select from delivered_key d where d.tenant_id = ? and d.sync_id = ? and d.key = k.key)""";

    private final Database database;
    private final VerificationStore store;
    private final ErasedKeys erased;
    private final Audit audit;

    ExportedKeys(Database database, VerificationStore store, ErasedKeys erased, Audit audit) {
        this.database = database;
        this.store = store;
        this.erased = erased;
        this.audit = audit;
    }

    /** How many differ. */
    record Count(long missing, long extra) {

        long all() {
            return missing + extra;
        }

        Count without(long erased) {
            return new Count(missing, extra - erased);
        }
    }

    boolean isRunning(VerificationClaim claim) {
        return database.inTenant(
                claim.tenant(),
                connection -> new Select(
                                "select lease_until > now() from sync where tenant_id = ? and id = ?",
                                claim.tenant(),
                                claim.sync())
                        .first(connection, row -> row.getBoolean(1))
                        .orElse(false));
    }

    void noteFence(VerificationClaim claim) {
        store.write(
                claim,
                connection -> new Select("""
                update verification v set sync_fence = y.fence from sync y
                 where v.tenant_id = ? and v.id = ? and y.tenant_id = v.tenant_id and y.id = v.sync_id returning v.id""", claim.tenant(), claim.id()).first(connection, row -> row.getLong(1)));
    }

    boolean hasRunSince(VerificationClaim claim) {
        return database.inTenant(
                claim.tenant(),
                connection -> new Select("""
                select y.fence <> v.sync_fence from verification v
                  join sync y on y.tenant_id = v.tenant_id and y.id = v.sync_id
                 where v.tenant_id = ? and v.id = ?""", claim.tenant(), claim.id())
                        .first(connection, row -> row.getBoolean(1))
                        .orElse(true));
    }

    void clear(VerificationClaim claim) {
        store.write(
                claim,
                connection -> VerificationStore.execute(
                        connection, claim, "delete from exported_key where tenant_id = ? and verification_id = ?"));
    }

    /** Returns how many. */
    int add(VerificationClaim claim, List<String> keys) {
        if (!keys.isEmpty()) {
            store.write(
                    claim,
                    connection -> new Select(
                                    """
                    with fresh as (insert into exported_key (tenant_id, verification_id, key)
                        select ?, ?, unnest(?::text[]) returning 1)
                    select count(*) from fresh""",
                                    claim.tenant(),
                                    claim.id(),
                                    connection.createArrayOf("text", keys.toArray(String[]::new)))
                            .first(connection, row -> row.getLong(1)));
        }
        return keys.size();
    }

    Count compare(VerificationClaim claim, Start start) {
        Count[] count = new Count[1];
        store.write(claim, connection -> {
            IndexOrder.preferReadingOnce(connection);
            count[0] = new Count(
                    keep(
                            connection,
                            claim,
                            "missing",
                            MISSING,
                            List.of(claim.tenant(), claim.sync(), start.doubtBelow(), claim.id())),
                    keep(
                            connection,
                            claim,
                            "extra",
                            EXTRA,
                            List.of(claim.tenant(), claim.id(), claim.tenant(), claim.sync())));
        });
        return count[0];
    }

    /** People who were erased are no difference to look at: they are removed again, and not written down. Returns how many. */
    long removeErased(VerificationClaim claim) {
        long[] found = {0};
        store.write(claim, connection -> {
            List<String> extra = new Select(
                            "select key from verification_key where tenant_id = ? and verification_id = ? and finding = 'extra'",
                            claim.tenant(),
                            claim.id())
                    .list(connection, row -> row.getString(1));
            Set<String> gone = erased.again(connection, claim.tenant(), claim.sync(), extra);
            forget(connection, claim, gone);
            found[0] = gone.size();
            if (!gone.isEmpty()) {
                audit.write(
                        connection,
                        claim.tenant(),
                        "Segue",
                        "found erased people in LaunchDarkly",
                        "by a comparison",
                        gone.size() + " removed again");
            }
        });
        if (found[0] > 0) {
            erased.hurry();
        }
        return found[0];
    }

    static void forget(Connection connection, VerificationClaim claim, Collection<String> keys) throws SQLException {
        new Select(
                        "delete from verification_key where tenant_id = ? and verification_id = ? and key = any (?) returning key",
                        claim.tenant(),
                        claim.id(),
                        connection.createArrayOf("text", keys.toArray()))
                .list(connection, row -> row.getString(1));
    }

    /** Those that are kept, as what we believe of them. */
    List<Expected> differing(VerificationClaim claim) {
        return database.inTenant(claim.tenant(), connection -> {
            IndexOrder.preferReadingOnce(connection);
            return new Select("""
                select k.key, k.finding = 'missing', coalesce(d.batch, 0) from verification_key k
                  left join delivered_key d on d.tenant_id = k.tenant_id and d.sync_id = ? and d.key = k.key
                 where k.tenant_id = ? and k.verification_id = ? order by k.key""", claim.sync(), claim.tenant(), claim.id())
                    .list(connection, row -> new Expected(row.getString(1), row.getBoolean(2), row.getLong(3)));
        });
    }

    private static long keep(
            Connection connection, VerificationClaim claim, String finding, String from, List<Object> values)
            throws SQLException {
        List<Object> all = new ArrayList<>(List.of(claim.tenant(), claim.id(), finding));
        all.addAll(values);
        all.add(MOST_KEPT);
        long kept = new Select("""
                with kept as (insert into verification_key (tenant_id, verification_id, key, finding)
                    select ?, ?, k.key, ? FROM limit ? returning 1)
                select count(*) from kept""".replace("FROM", from), all.toArray())
                .first(connection, row -> row.getLong(1))
                .orElse(0L);
        return kept < MOST_KEPT
                ? kept
                : new Select("select count(*) " + from, values.toArray())
                        .first(connection, row -> row.getLong(1))
                        .orElse(0L);
    }
}
