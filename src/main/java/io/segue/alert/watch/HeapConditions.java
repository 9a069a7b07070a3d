package io.segue.alert.watch;

import io.segue.alert.AlertKind;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What does not get through from Heap, and to it: calls that are refused, and flags that Heap does not take. */
@ApplicationScoped
class HeapConditions {

    private static final int MOST = 1_000;

    private final OpaqueIds ids;

    HeapConditions(OpaqueIds ids) {
        this.ids = ids;
    }

    /** The same claim as on the overview; another secret makes past refusals forgotten. */
    List<Condition> refused(Connection connection, long tenant, Instant now) throws SQLException {
        return new Select("""
                select coalesce(last_call_at, last_refusal_at) as since, last_refusal from hook
                 where tenant_id = ? and token_hash is not null
                   and last_refusal_at > coalesce(last_call_at, '-infinity')""", tenant).list(connection, row -> refused(row, now));
    }

    /** The same claim as on the overview: they are kept, and their members do not arrive until an owner acts. */
    List<Condition> setAside(Connection connection, long tenant, Instant now) throws SQLException {
        return new Select("""
                select min(received_at) as since from delivery
                 where tenant_id = ? and verdict = 'foreign' and received_at > ?::timestamptz - interval '3 days'
                having count(*) > 0""", tenant, Timestamp.from(now)).list(connection, row -> foreign(row, now));
    }

    private static Condition foreign(ResultSet row, Instant now) throws SQLException {
        return new Condition(
                AlertKind.HEAP_REFUSED,
                "account",
                SyncConditions.minutes(row.getTimestamp("since").toInstant(), now),
                ErrorCode.DELIVERY_FOREIGN.meaning(),
                ErrorCode.DELIVERY_FOREIGN.remedy(),
                "/setup",
                Optional.of(ErrorCode.DELIVERY_FOREIGN.code()));
    }

    private static Condition refused(ResultSet row, Instant now) throws SQLException {
        return new Condition(
                AlertKind.HEAP_REFUSED,
                "tenant",
                SyncConditions.minutes(row.getTimestamp("since").toInstant(), now),
                "Heap’s calls are refused",
                Select.text(row, "last_refusal").orElse("No reason was noted.") + " " + ErrorCode.HEAP_REFUSED.remedy(),
                "/setup",
                Optional.of(ErrorCode.HEAP_REFUSED.code()));
    }

    /** Values from the server and events of changed flags; each is mended on a page of its own. */
    List<Condition> flags(Connection connection, long tenant, Instant now) throws SQLException {
        return new Select("""
                select f.what, f.failing_since, f.code, c.id, c.name from (
                    select 'values' as what, tenant_id, connection_id, failing_since, coalesce(failure_code, 'unknown') as code
                      from flag_write where tenant_id = ? and mode <> 'off' and state <> 'ready' and failing_since is not null
                    union all
                    select 'changes', tenant_id, connection_id, failing_since, coalesce(failure_code, 'unknown')
                      from flag_change_order
                     where tenant_id = ? and is_on and state <> 'ready' and failing_since is not null) f
                  join connection c on c.tenant_id = f.tenant_id and c.id = f.connection_id and c.removed_at is null
                 order by f.failing_since, c.id limit ?""", tenant, tenant, MOST).list(connection, row -> failing(row, now));
    }

    private Condition failing(ResultSet row, Instant now) throws SQLException {
        boolean areValues = row.getString("what").equals("values");
        ErrorCode error = ErrorCode.of(row.getString("code"));
        return new Condition(
                AlertKind.FLAGS_FAILING,
                row.getString("what") + ":" + row.getLong("id"),
                SyncConditions.minutes(row.getTimestamp("failing_since").toInstant(), now),
                (areValues ? "Flag values of " : "Changed flags of ") + row.getString("name") + " do not reach Heap",
                error.meaning() + ". " + error.remedy(),
                (areValues ? "/flags/server" : "/flags/changes") + "?connection="
                        + ids.encode("con", row.getLong("id")),
                Optional.of(error.code()));
    }
}
