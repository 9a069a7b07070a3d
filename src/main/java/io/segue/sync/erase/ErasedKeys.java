package io.segue.sync.erase;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.block.Blocked;
import io.segue.segment.block.Blocks;
import io.segue.sync.SyncDueEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keys that LaunchDarkly must let go because somebody was erased, whatever became of the sync. Only a run that was claimed
 * after they were written down takes them away again: whatever an earlier one had under way has ended by then.
 */
@ApplicationScoped
public class ErasedKeys {

    private final Database database;
    private final Blocks blocks;
    private final Event<SyncDueEvent> due;

    ErasedKeys(Database database, Blocks blocks, Event<SyncDueEvent> due) {
        this.database = database;
        this.blocks = blocks;
        this.due = due;
    }

    /** The segments in whose LaunchDarkly segments one of these may be, as far as we know. */
    public List<Long> segmentsHolding(long tenant, Collection<String> values) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select distinct y.segment_id from sync y cross join unnest(?::text[]) as v(value)
                 cross join lateral (select from delivered_key d where d.tenant_id = y.tenant_id and d.sync_id = y.id
                                        and d.key = v.value limit 1) d
                 where y.tenant_id = ?
                union select y.segment_id from verification_key k
                  join verification v on v.tenant_id = k.tenant_id and v.id = k.verification_id
                  join sync y on y.tenant_id = v.tenant_id and y.id = v.sync_id
                 where k.tenant_id = ? and k.finding = 'extra' and k.key = any (?)
                 order by segment_id""", texts(connection, values), tenant, tenant, texts(connection, values))
                        .list(connection, row -> row.getLong(1)));
    }

    /**
     * Has every sync of the segment that ever ran remove the keys, and those of the values that it holds. In a transaction that
     * has the segment's lock: a sync that is claimed behind it finds the members gone. One that never ran is locked with the
     * others, so that its first run does not begin before that.
     */
    public void require(
            Connection connection, long tenant, long segment, long erasure, Set<String> keys, Collection<String> values)
            throws SQLException {
        List<Long> syncs = new Select("""
                select case when fence > 0 then id end from sync where tenant_id = ? and segment_id = ?
                 order by id for no key update""", tenant, segment)
                .list(connection, row -> Optional.ofNullable(row.getObject(1, Long.class))).stream()
                        .flatMap(Optional::stream)
                        .toList();
        for (long sync : syncs) {
            Set<String> ofSync = new TreeSet<>(keys);
            ofSync.addAll(held(connection, tenant, sync, values));
            if (!ofSync.isEmpty()) {
                write(connection, tenant, sync, erasure, ofSync);
            }
        }
    }

    /**
     * Those of people who were erased are removed once more, whatever became of the sync: a late call may have brought them
     * back, or LaunchDarkly was found to hold them. Returns these.
     */
    public Set<String> again(Connection connection, long tenant, long sync, Collection<String> keys)
            throws SQLException {
        Blocked blocked = blocks.of(connection, tenant);
        Set<String> erased = new TreeSet<>();
        for (String key : keys) {
            if (blocked.holds(key)) {
                long erasure = blocks.erasureOf(connection, tenant, key).orElseThrow();
                insert(connection, tenant, sync, erasure, List.of(key));
                erased.add(key);
            }
        }
        return erased;
    }

    /** LaunchDarkly confirmed and still has them: the older the erasure, the longer it is given before it is told again. */
    public void requireAgain(Connection connection, long tenant, long sync, long erasure, Set<String> keys)
            throws SQLException {
        write(connection, tenant, sync, erasure, keys);
        new Select("""
                update sync set erase_at = now() + greatest(interval '10 seconds', least(interval '1 hour',
                       now() - (select requested_at from erasure e where e.tenant_id = ? and e.id = ?)))
                 where tenant_id = ? and id = ? returning id""", tenant, erasure, tenant, sync).first(connection, row -> row.getLong(1));
    }

    /** They are due now: whoever runs syncs may look at once. */
    public void hurry() {
        due.fire(new SyncDueEvent());
    }

    /** A person saw to it in LaunchDarkly: no run tries any more, and we hold LaunchDarkly to have it no more. */
    public void giveUp(Connection connection, long tenant, long sync, long erasure) throws SQLException {
        // Locked before it is read what else is left: another erasure may be coming in.
        new Select("select id from sync where tenant_id = ? and id = ? for no key update", tenant, sync)
                .first(connection, row -> true);
        try (PreparedStatement delete = connection.prepareStatement("""
                with gone as (
                    delete from erased_key where tenant_id = ? and sync_id = ? and erasure_id = ?
                    returning tenant_id, sync_id, key),
                forgotten as (
                    delete from delivered_key d using gone g
                     where d.tenant_id = g.tenant_id and d.sync_id = g.sync_id and d.key = g.key returning 1)
                update sync set delivered_count = delivered_count - (select count(*) from forgotten),
                       erase_at = case when exists (select from erased_key e where e.tenant_id = sync.tenant_id
                            and e.sync_id = sync.id and e.erasure_id <> ?) then erase_at end
                 where tenant_id = ? and id = ?""")) {
            delete.setLong(1, tenant);
            delete.setLong(2, sync);
            delete.setLong(3, erasure);
            delete.setLong(4, erasure);
            delete.setLong(5, tenant);
            delete.setLong(6, sync);
            delete.executeUpdate();
        }
    }

    private static List<String> held(Connection connection, long tenant, long sync, Collection<String> values)
            throws SQLException {
        return new Select("""
                select key from delivered_key where tenant_id = ? and sync_id = ? and key = any (?)
                union select k.key from verification_key k
                  join verification v on v.tenant_id = k.tenant_id and v.id = k.verification_id
                 where k.tenant_id = ? and v.sync_id = ? and k.finding = 'extra' and k.key = any (?)""", tenant, sync, texts(connection, values), tenant, sync, texts(connection, values))
                .list(connection, row -> row.getString(1));
    }

    private static void write(Connection connection, long tenant, long sync, long erasure, Set<String> keys)
            throws SQLException {
        try (PreparedStatement place = connection.prepareStatement("""
                        insert into erasure_place (tenant_id, erasure_id, sync_id) values (?, ?, ?)
                        on conflict (tenant_id, erasure_id, sync_id) do update set state = 'waiting', ended_at = null""")) {
            place.setLong(1, tenant);
            place.setLong(2, erasure);
            place.setLong(3, sync);
            place.executeUpdate();
        }
        insert(connection, tenant, sync, erasure, keys);
    }

    private static void insert(Connection connection, long tenant, long sync, long erasure, Collection<String> keys)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                        insert into erased_key (tenant_id, sync_id, erasure_id, key) select ?, ?, ?, unnest(?::text[])
                        on conflict do nothing""");
                PreparedStatement update = connection.prepareStatement(
                        "update sync set erase_at = now() where tenant_id = ? and id = ?")) {
            insert.setLong(1, tenant);
            insert.setLong(2, sync);
            insert.setLong(3, erasure);
            insert.setArray(4, texts(connection, keys));
            insert.executeUpdate();
            update.setLong(1, tenant);
            update.setLong(2, sync);
            update.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(String[]::new));
    }
}
