package io.segue.segment;

import io.segue.platform.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The three statements that bring staged changes into the members, set-wise; unchanged members are not written. */
class SegmentChangeSql {

    /** Told for each delivery of the application what it changed. */
    interface Counter {
        void count(int ordinal, int joined, int touched, int left);
    }

    /** The last word on each member: the newest task's, and within a task the latest delivery's. */
    private static final String LAST_WORDS = """
            with last_word as materialized (
                select distinct on (member_id) member_id, present, fields, task_order, ordinal
                  from staged order by member_id, task_order desc, ordinal desc),
            numbered as (
                select w.*, ? + row_number() over (order by member_id) as seq,
                       case when ? <> 'id' and length(w.fields ->> ?) <= 512 and btrim(w.fields ->> ?) <> ''
                            then w.fields ->> ? end as key
                  from last_word w)
            """;

    private final Connection connection;
    private final long tenant;
    private final long segment;
    private final String keyField;
    private final long base;

    SegmentChangeSql(Connection connection, long tenant, long segment, String keyField, long base) {
        this.connection = connection;
        this.tenant = tenant;
        this.segment = segment;
        this.keyField = keyField;
        this.base = base;
    }

    /** Keys that members leave for another one must leave LaunchDarkly too: remembered under the new numbers. */
    void releaseKeys() {
        if (keyField.equals(SegmentChange.ID_FIELD)) {
            return;
        }
        execute(LAST_WORDS + """
                insert into released_key (tenant_id, segment_id, key, seq)
                select m.tenant_id, m.segment_id, m.key, n.seq
                  from numbered n join segment_member m
                    on m.tenant_id = ? and m.segment_id = ? and m.member_id = n.member_id
                 where n.present and n.fields is not null and m.key is not null and m.key is distinct from n.key
                   and m.task_order <= n.task_order
                returning 1, 1, 1, 1""", (ordinal, joined, touched, left) -> {});
    }

    void upsertPresent(Counter counter) {
        execute(LAST_WORDS + """
                , written as (
                    insert into segment_member as m
                           (tenant_id, segment_id, member_id, key, fields, present, seq, task_order)
                    select ?, ?, member_id, key, fields, true, seq, task_order from numbered
                     where present order by member_id
                    on conflict (tenant_id, segment_id, member_id) do update
                       set present = true, seq = excluded.seq, task_order = excluded.task_order,
                           fields = coalesce(excluded.fields, m.fields),
                           key = case when excluded.fields is null then m.key else excluded.key end
                     where m.task_order <= excluded.task_order
                       and (not m.present or (excluded.fields is not null
                            and (m.fields is distinct from excluded.fields or m.key is distinct from excluded.key)))
                    returning seq, old.present as was)
                select n.ordinal / 2, count(*) filter (where w.was is not true),
                       count(*) filter (where w.was), 0
                  from written w join numbered n using (seq) group by 1""", counter);
    }

    /**
     * By the same way as those who are present, because it looks every member up by index, however large the segment
     * is. Who was never known is kept as absent: an older task that comes late must not bring them in.
     */
    void upsertAbsent(Counter counter) {
        execute(LAST_WORDS + """
                , written as (
                    insert into segment_member as m
                           (tenant_id, segment_id, member_id, present, seq, task_order)
                    select ?, ?, member_id, false, seq, task_order from numbered
                     where not present order by member_id
                    on conflict (tenant_id, segment_id, member_id) do update
                       set present = false, seq = excluded.seq, task_order = excluded.task_order
                     where m.present and m.task_order <= excluded.task_order
                    returning seq, old.present as was)
                select n.ordinal / 2, 0, 0, count(*) filter (where w.was)
                  from written w join numbered n using (seq) group by 1""", counter);
    }

    private void execute(String sql, Counter counter) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, base);
            statement.setString(2, keyField);
            statement.setString(3, keyField);
            statement.setString(4, keyField);
            statement.setString(5, keyField);
            statement.setLong(6, tenant);
            statement.setLong(7, segment);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counter.count(rows.getInt(1), rows.getInt(2), rows.getInt(3), rows.getInt(4));
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
