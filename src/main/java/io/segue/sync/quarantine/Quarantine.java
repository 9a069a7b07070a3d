package io.segue.sync.quarantine;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.SyncDueEvent;
import io.segue.sync.doubt.Doubts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The keys that are set aside: read for pages and pipelines, and let go on a person's word. */
@ApplicationScoped
class Quarantine {

    private static final String KEYS = """
            select q.*, s.id as segment_id, s.name as segment, c.name as connection
              from quarantined_key q
              join sync y on y.tenant_id = q.tenant_id and y.id = q.sync_id
              join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
              join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
             where q.tenant_id = ?""";

    private final Database database;
    private final Doubts doubts;
    private final Audit audit;
    private final Event<SyncDueEvent> due;
    private final OpaqueIds ids;

    Quarantine(Database database, Doubts doubts, Audit audit, Event<SyncDueEvent> due, OpaqueIds ids) {
        this.database = database;
        this.doubts = doubts;
        this.audit = audit;
        this.due = due;
        this.ids = ids;
    }

    /**
     * Which keys are meant: of one segment or of all, all of them or one.
     *
     * @param key one key of one sync
     */
    record Choice(Optional<Long> segment, Optional<KeyOfSync> key) {

        static Choice of(Optional<Long> segment) {
            return new Choice(segment, Optional.empty());
        }

        static Choice of(long sync, String key) {
            return new Choice(Optional.empty(), Optional.of(new KeyOfSync(sync, key)));
        }

        private String condition() {
            return (segment.isPresent() ? " and y.segment_id = ?" : "")
                    + (key.isPresent() ? " and q.sync_id = ? and q.key = ?" : "");
        }

        private List<Object> values(long tenant) {
            List<Object> values = new ArrayList<>(List.of(tenant));
            segment.ifPresent(values::add);
            key.ifPresent(one -> values.addAll(List.of(one.sync(), one.key())));
            return values;
        }
    }

    /** One key as one sync sent it. */
    record KeyOfSync(long sync, String key) {}

    /** Newest first. */
    List<QuarantinedKey> list(long tenant, Choice choice, int skip, int most) {
        List<Object> values = choice.values(tenant);
        values.addAll(List.of(skip, most));
        return database.inTenant(
                tenant,
                connection -> new Select(
                                KEYS + choice.condition() + " order by q.at desc, q.sync_id, q.key offset ? limit ?",
                                values.toArray())
                        .list(connection, this::read));
    }

    /** How many there are of each segment that has some, by name. */
    List<SegmentCount> counts(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select s.id, s.name, count(*) as keys from quarantined_key q
                  join sync y on y.tenant_id = q.tenant_id and y.id = q.sync_id
                  join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                 where q.tenant_id = ? group by s.id, s.name order by lower(s.name), s.id""", tenant)
                        .list(
                                connection,
                                row -> new SegmentCount(
                                        ids.encode("seg", row.getLong("id")),
                                        row.getString("name"),
                                        row.getLong("keys"))));
    }

    /** How many keys of one segment are set aside. */
    @Schema(name = "QuarantineCount", description = "How many keys of one segment are set aside.")
    record SegmentCount(String segmentId, String segment, long keys) {}

    /**
     * Lets keys go: the next run of their syncs sends them again as they should be, and looks at no others. Returns how
     * many there were.
     */
    int retry(long tenant, Choice choice, String actor) {
        int gone = database.inTenant(tenant, connection -> {
            List<KeyOfSync> released = release(connection, tenant, choice);
            sendAgain(connection, tenant, released);
            if (!released.isEmpty()) {
                audit.write(
                        connection,
                        tenant,
                        actor,
                        "retried quarantined keys",
                        // The log outlives an erasure, so it names no key.
                        choice.key().isPresent() ? "one key" : choice.segment().isPresent() ? "of a segment" : "all",
                        released.size() + " sent again with the next run");
            }
            return released.size();
        });
        due.fire(new SyncDueEvent());
        return gone;
    }

    /** Those that went. */
    private static List<KeyOfSync> release(Connection connection, long tenant, Choice choice) throws SQLException {
        return new Select(
                        """
                delete from quarantined_key q using sync y
                 where y.tenant_id = q.tenant_id and y.id = q.sync_id and q.tenant_id = ?""" + choice.condition() + " returning q.sync_id, q.key",
                        choice.values(tenant).toArray())
                .list(connection, row -> new KeyOfSync(row.getLong(1), row.getString(2)));
    }

    private void sendAgain(Connection connection, long tenant, List<KeyOfSync> released) throws SQLException {
        Map<Long, List<String>> bySync = new TreeMap<>();
        released.forEach(one ->
                bySync.computeIfAbsent(one.sync(), sync -> new ArrayList<>()).add(one.key()));
        for (Map.Entry<Long, List<String>> keys : bySync.entrySet()) {
            doubts.keys(connection, tenant, keys.getKey(), keys.getValue());
        }
    }

    private QuarantinedKey read(ResultSet row) throws SQLException {
        return new QuarantinedKey(
                row.getString("key"),
                ids.encode("syn", row.getLong("sync_id")),
                ids.encode("seg", row.getLong("segment_id")),
                row.getString("segment"),
                row.getString("connection"),
                row.getBoolean("adding"),
                row.getString("reason"),
                ids.encode("run", row.getLong("run_id")),
                row.getTimestamp("at").toInstant());
    }
}
