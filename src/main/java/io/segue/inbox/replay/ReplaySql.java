package io.segue.inbox.replay;

import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.PageHead;
import io.segue.inbox.replay.Candidate.Fate;
import io.segue.platform.Select;
import io.segue.segment.Segments;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a replay reads and writes of deliveries. */
class ReplaySql {

    /** These rows and no other: the time finds the day that each is in. */
    private static final String CHOSEN = """
             (select * from unnest(?::bigint[], ?::timestamptz[]) as u(id, received_at)) c
             where d.tenant_id = ? and d.id = c.id and d.received_at = c.received_at
            """;

    private final Connection connection;
    private final long tenant;

    ReplaySql(Connection connection, long tenant) {
        this.connection = connection;
        this.tenant = tenant;
    }

    long newest() throws SQLException {
        return new Select("select id from delivery where tenant_id = ? order by id desc limit 1", tenant)
                .first(connection, row -> row.getLong(1))
                .orElse(0L);
    }

    boolean exists(long delivery) throws SQLException {
        return new Select("select id from delivery where tenant_id = ? and id = ?", tenant, delivery)
                .first(connection, row -> row.getLong(1))
                .isPresent();
    }

    /**
     * The newest first, those that wait left out. A page's words may only be read again together with all that came
     * behind them in Heap's order: a task that began before the kept bodies do has lost some of its own.
     */
    List<Candidate> candidates(DeliveryFilter filter, long upTo, Instant keptSince, int most) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(tenant, upTo));
        values.addAll(filter.values());
        values.add(most);
        values.add(Timestamp.from(keptSince));
        return new Select("""
                with fitting as (
                    select d.* from delivery d
                     where d.tenant_id = ? and d.id <= ? and d.verdict <> 'waiting'""" + filter.condition() + """
                     order by d.id desc limit ?),
                placed as (
                    select f.*, coalesce(f.task_order, t.task_order,
                           (extract(epoch from least(f.signed_at, f.received_at)) * 1000)::bigint) as place
                      from fitting f left join task t
                        on t.tenant_id = f.tenant_id and t.segment_id = f.segment_id and t.task_id = f.task_id)
                select p.id, p.received_at, p.verdict, p.segment_id, p.adds + p.removes as members,
                       exists (select from delivery_body b where b.tenant_id = p.tenant_id and b.id = p.id
                                                             and b.received_at = p.received_at) as has_body,
                       exists (select from task n where n.tenant_id = p.tenant_id and n.segment_id = p.segment_id
                                  and n.task_order > p.place and n.first_at < ?) as newer_gone,
                       p.task_order is null and p.other_id_token is distinct from
                           (select h.id_token from hook h where h.tenant_id = p.tenant_id)
                           and p.other_id_token is not null as of_other
                  from placed p order by p.id desc""", values.toArray()).list(connection, ReplaySql::candidate);
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        boolean hasBody = row.getBoolean("has_body");
        Fate bodied = row.getBoolean("newer_gone") ? Fate.NEWER_GONE : Fate.CAN;
        Fate own = hasBody ? bodied : Fate.BODY_GONE;
        return new Candidate(
                row.getLong("id"),
                row.getTimestamp("received_at").toInstant(),
                row.getString("verdict"),
                Optional.ofNullable(row.getObject("segment_id", Long.class)),
                row.getLong("members"),
                row.getBoolean("of_other") ? Fate.FOREIGN : own);
    }

    /** A page that was never applied becomes the one that its key stands for, unless another one is. */
    void claimKeys(List<Candidate> chosen) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into delivery_key
                       (tenant_id, heap_segment_id, task_id, page_number, digest, delivery_id, received_at)
                select d.tenant_id, d.heap_segment_id, d.task_id, d.page_number, d.digest, d.id, d.received_at
                  from delivery d,""" + CHOSEN + """
                   and d.task_order is null and d.heap_segment_id is not null and d.task_id is not null
                 order by d.id on conflict do nothing""")) {
            bind(insert, 1, chosen);
            insert.executeUpdate();
        }
    }

    /** What named another Heap account when it came has made no segment yet. */
    void nameSegments(List<Candidate> chosen) throws SQLException {
        lock(chosen);
        for (Named one : withoutSegment(chosen)) {
            long segment = Segments.idOf(connection, tenant, one.heapId(), one.name());
            try (PreparedStatement update = connection.prepareStatement("update delivery d set segment_id = ? from"
                    + CHOSEN + " and d.segment_id is null and d.verdict <> 'unusable' and d.heap_segment_id = ?")) {
                update.setLong(1, segment);
                bind(update, 2, chosen);
                update.setString(5, one.heapId());
                update.executeUpdate();
            }
        }
    }

    private record Named(String heapId, String name) {}

    private List<Named> withoutSegment(List<Candidate> chosen) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct on (d.heap_segment_id) d.heap_segment_id, coalesce(d.segment_name, d.heap_segment_id)
                  from delivery d,""" + CHOSEN + """
                   and d.segment_id is null and d.verdict <> 'unusable' and d.heap_segment_id is not null
                 order by d.heap_segment_id, d.id desc""")) {
            bind(select, 1, chosen);
            List<Named> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Named(rows.getString(1), rows.getString(2)));
                }
            }
            return found;
        }
    }

    /**
     * Of pages that were never applied, those whose key stands for another one, which came first with other content: a
     * person compares them. Returns their numbers.
     */
    Set<Long> setConflicting(List<Candidate> chosen, String fault) throws SQLException {
        lock(chosen);
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery d set verdict = 'conflict', fault = ? from""" + CHOSEN + """
                   and d.task_order is null and d.heap_segment_id is not null and d.task_id is not null
                   and not exists (select from delivery_key k where k.tenant_id = d.tenant_id
                                      and k.heap_segment_id = d.heap_segment_id and k.task_id = d.task_id
                                      and k.page_number = d.page_number and k.delivery_id = d.id)
                returning d.id""")) {
            update.setString(1, fault);
            bind(update, 2, chosen);
            Set<Long> found = new TreeSet<>();
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            return found;
        }
    }

    /** They wait to be applied, locked in the order of their numbers; returns the segments that they are of. */
    Set<Long> setWaiting(List<Candidate> chosen, String actor) throws SQLException {
        lock(chosen);
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery d set verdict = 'waiting', verdict_before = coalesce(d.verdict_before, d.verdict),
                       replays = d.replays + 1, replayed_at = now(), replayed_by = ?, replay_changed = null
                  from""" + CHOSEN + """
                   and d.verdict <> 'waiting' and d.segment_id is not null
                returning d.segment_id""")) {
            update.setString(1, actor);
            bind(update, 2, chosen);
            Set<Long> segments = new TreeSet<>();
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    segments.add(rows.getLong(1));
                }
            }
            return segments;
        }
    }

    private void lock(List<Candidate> chosen) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select d.id from delivery d," + CHOSEN + " order by d.id for no key update of d")) {
            bind(select, 1, chosen);
            select.executeQuery();
        }
    }

    /** What could not be read when it came, and can now: written down as if it came so. */
    void understand(Candidate one, PageHead head, long segment) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery set segment_id = ?, heap_segment_id = ?, segment_name = ?, task_id = coalesce(?, task_id),
                       page_number = ?,
                       total_pages = ?, adds = ?, removes = ?, blanks = ?
                 where tenant_id = ? and id = ? and received_at = ? and verdict = 'unusable'""")) {
            update.setLong(1, segment);
            update.setString(2, head.segmentId().orElse(null));
            update.setString(3, head.segmentName().orElse(null));
            update.setString(4, head.taskId().orElse(null));
            update.setLong(5, head.page());
            update.setLong(6, head.totalPages());
            update.setInt(7, head.adds());
            update.setInt(8, head.removes());
            update.setInt(9, head.blanks());
            update.setLong(10, tenant);
            update.setLong(11, one.id());
            update.setTimestamp(12, Timestamp.from(one.receivedAt()));
            update.executeUpdate();
        }
    }

    /** Looked at again, and still not to be read. */
    void stillUnusable(Candidate one, String fault, String actor) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery set fault = ?, verdict_before = coalesce(verdict_before, verdict), replays = replays + 1,
                       replayed_at = now(), replayed_by = ?
                 where tenant_id = ? and id = ? and received_at = ? and verdict = 'unusable'""")) {
            update.setString(1, fault);
            update.setString(2, actor);
            update.setLong(3, tenant);
            update.setLong(4, one.id());
            update.setTimestamp(5, Timestamp.from(one.receivedAt()));
            update.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, int first, List<Candidate> chosen) throws SQLException {
        statement.setArray(
                first,
                connection.createArrayOf(
                        "bigint", chosen.stream().map(Candidate::id).toArray()));
        statement.setArray(
                first + 1,
                connection.createArrayOf(
                        "timestamptz",
                        chosen.stream()
                                .map(one -> Timestamp.from(one.receivedAt()))
                                .toArray()));
        statement.setLong(first + 2, tenant);
    }
}
