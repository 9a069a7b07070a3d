package io.segue.sync.hold;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** When removals are held: a tenant's default, and what a segment says instead. */
@ApplicationScoped
public class HoldRules {

    private final Database database;
    private final Audit audit;

    HoldRules(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    public HoldPolicy ofTenant(long tenant) {
        return database.inTenant(tenant, connection -> ofTenant(connection, tenant));
    }

    /** Empty when the tenant's default counts. */
    public Optional<HoldPolicy> ofSegment(long tenant, long segment) {
        return database.inTenant(tenant, connection -> ofSegment(connection, tenant, segment));
    }

    public void setOfTenant(long tenant, HoldPolicy policy, String actor) {
        database.doInTenant(tenant, connection -> {
            HoldPolicy before = ofTenant(connection, tenant);
            new Select(
                            "update tenant set hold_floor = ?, hold_percent = ?, hold_off = ? where id = ? returning name",
                            policy.floor(),
                            policy.percent(),
                            policy.isOff(),
                            tenant)
                    .first(connection, row -> row.getString(1));
            judgeAgain(connection, tenant, Optional.empty());
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "changed when removals are held",
                    "default",
                    Change.of(before.words(), policy.words()));
        });
    }

    /** Without a policy the tenant's default counts again. */
    public void setOfSegment(long tenant, long segment, Optional<HoldPolicy> policy, String actor) {
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            Optional<HoldPolicy> before = ofSegment(connection, tenant, segment);
            String name = new Select(
                            """
                    update segment set hold_floor = ?::int, hold_percent = ?::int, hold_off = ?::boolean
                     where tenant_id = ? and id = ? returning name""",
                            policy.map(HoldPolicy::floor).orElse(null),
                            policy.map(HoldPolicy::percent).orElse(null),
                            policy.map(HoldPolicy::isOff).orElse(null),
                            tenant,
                            segment)
                    .first(connection, row -> row.getString(1))
                    .orElseThrow(() -> ProblemException.notFound("this segment"));
            judgeAgain(connection, tenant, Optional.of(segment));
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "changed when removals are held",
                    name,
                    Change.of(words(before), words(policy)));
        });
    }

    /** The next run judges what waits by the new rule, and so does one that began with the old: their cursors have passed it. */
    private static void judgeAgain(Connection connection, long tenant, Optional<Long> segment) throws SQLException {
        new Select("""
                update sync set plan_version = plan_version + 1
                 where tenant_id = ? and id in (
                       select y.id from sync y
                        where y.tenant_id = ? and y.segment_id = coalesce(?::bigint, y.segment_id)
                          and (y.lease_until > now() or exists (select from hold h where h.tenant_id = y.tenant_id
                                   and h.sync_id = y.id and h.state = 'open'))
                        order by y.id for no key update)
                returning id""", tenant, tenant, segment.orElse(null)).list(connection, row -> row.getLong(1));
    }

    private static String words(Optional<HoldPolicy> policy) {
        return policy.map(HoldPolicy::words).orElse("as the organisation’s default");
    }

    private static HoldPolicy ofTenant(Connection connection, long tenant) throws SQLException {
        return new Select("select hold_floor, hold_percent, hold_off from tenant where id = ?", tenant)
                .first(connection, HoldRules::policy)
                .orElseThrow();
    }

    private static Optional<HoldPolicy> ofSegment(Connection connection, long tenant, long segment)
            throws SQLException {
        return new Select("""
                select hold_floor, hold_percent, hold_off from segment
                 where tenant_id = ? and id = ? and hold_off is not null""", tenant, segment).first(connection, HoldRules::policy);
    }

    private static HoldPolicy policy(ResultSet row) throws SQLException {
        return new HoldPolicy(row.getInt("hold_floor"), row.getInt("hold_percent"), row.getBoolean("hold_off"));
    }
}
