package io.segue.sync.member;

import io.segue.connection.TargetPlace;
import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.member.KeyRecord.HeldBack;
import io.segue.sync.member.KeyRecord.KeyCall;
import io.segue.sync.member.KeyRecord.Order;
import io.segue.sync.member.KeyRecord.Quarantine;
import io.segue.sync.member.KeyRecord.Unsure;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the syncs of segments know of keys, by index however many keys there are. */
@ApplicationScoped
public class KeyRecords {

    private static final String PRESENT = """
            (select true from segment_member m where m.tenant_id = s.tenant_id and m.segment_id = s.id and m.present
                and m.COLUMN >= k.key and m.COLUMN <= k.key order by m.COLUMN limit 1)""";

    private static final String RECORDS =
            """
            select k.n, y.*, c.name as connection, d.batch is not null as held,
                   case when o.batch is not null then 'UNANSWERED' when not coalesce(d.batch < y.doubt_below, false) then 'NOT'
                        when y.lost_at is not null then 'LOST' else 'SENT_AGAIN' end as unsure,
                   coalesce(case when coalesce(s.key_field, 'id') = 'id' then %s else %s end, false) as wanted,
                   q.adding, q.reason, q.at as quarantined_at, h.removals, h.since
              from unnest(?::bigint[], ?::text[]) with ordinality as k(segment, key, n)
              join segment s on s.tenant_id = ? and s.id = k.segment
              join sync y on y.tenant_id = s.tenant_id and y.segment_id = s.id
              join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
              left join delivered_key d on d.tenant_id = y.tenant_id and d.sync_id = y.id and d.key = k.key
              left join open_batch o on o.tenant_id = d.tenant_id and o.sync_id = d.sync_id and o.batch = d.batch
              left join quarantined_key q on q.tenant_id = y.tenant_id and q.sync_id = y.id and q.key = k.key
              left join hold h on h.tenant_id = y.tenant_id and h.sync_id = y.id and h.state = 'open'
             order by k.n, c.name
            """.formatted(PRESENT.replace("COLUMN", "member_id"), PRESENT.replace("COLUMN", "key"));

    private final Database database;
    private final KeyCalls calls;
    private final OpaqueIds ids;

    KeyRecords(Database database, KeyCalls calls, OpaqueIds ids) {
        this.database = database;
        this.calls = calls;
        this.ids = ids;
    }

    /** A record, and which sync and key it is of. */
    private record Found(KeyInSegment of, long sync, KeyRecord record) {}

    /** For each key one for each sync of its segment, by the connection's name. */
    public Map<KeyInSegment, List<KeyRecord>> of(long tenant, List<KeyInSegment> sought) {
        if (sought.isEmpty()) {
            return Map.of();
        }
        return database.inTenant(tenant, connection -> {
            IndexOrder.preferForLookUps(connection);
            List<Found> found = new Select(
                            RECORDS,
                            connection.createArrayOf(
                                    "bigint",
                                    sought.stream().map(KeyInSegment::segment).toArray()),
                            connection.createArrayOf(
                                    "text",
                                    sought.stream().map(KeyInSegment::key).toArray()),
                            tenant)
                    .list(connection, row -> read(row, sought));
            return withCalls(connection, tenant, found);
        });
    }

    private Map<KeyInSegment, List<KeyRecord>> withCalls(Connection connection, long tenant, List<Found> found)
            throws SQLException {
        List<List<KeyCall>> told = calls.of(
                connection,
                tenant,
                found.stream()
                        .map(one -> new KeyCalls.KeyOfSync(one.sync(), one.of().key()))
                        .toList());
        Map<KeyInSegment, List<KeyRecord>> records = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            records.computeIfAbsent(found.get(i).of(), of -> new ArrayList<>())
                    .add(found.get(i).record().with(told.get(i)));
        }
        return records;
    }

    private Found read(ResultSet row, List<KeyInSegment> sought) throws SQLException {
        KeyRecord record = new KeyRecord(
                ids.encode("con", row.getLong("connection_id")),
                row.getString("connection"),
                new Order(
                        row.getString("mode"),
                        row.getString("state"),
                        row.getTimestamp("paused_at") != null,
                        row.getBoolean("to_be_empty"),
                        ShownError.read(row),
                        Select.time(row, "next_run_at")),
                row.getBoolean("wanted"),
                row.getBoolean("held"),
                Unsure.valueOf(row.getString("unsure")),
                quarantine(row),
                heldBack(row),
                place(row),
                List.of());
        return new Found(sought.get(row.getInt("n") - 1), row.getLong("id"), record);
    }

    private static Optional<Quarantine> quarantine(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return reason == null
                ? Optional.empty()
                : Optional.of(new Quarantine(
                        row.getBoolean("adding"),
                        reason,
                        row.getTimestamp("quarantined_at").toInstant()));
    }

    private static Optional<HeldBack> heldBack(ResultSet row) throws SQLException {
        long removals = row.getLong("removals");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new HeldBack(removals, row.getTimestamp("since").toInstant()));
    }

    private static Optional<TargetPlace> place(ResultSet row) throws SQLException {
        String project = row.getString("project_key");
        String environment = row.getString("environment_key");
        String segment = row.getString("segment_key");
        return project == null || environment == null || segment == null
                ? Optional.empty()
                : Optional.of(new TargetPlace(project, environment, segment));
    }
}
