package io.segue.segment;

import io.segue.platform.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The three statements that bring staged changes into the members, set-wise; unchanged members are not written. */
class SegmentChangeSql {

    /** Told for each delivery of the application what it changed. */
    interface Counter {
        void count(int ordinal, int joined, int touched, int left);
    }

    /** The last word on each member: the newest task's, and within a task the latest delivery's. */
    private static final String SAID = """
            select distinct on (member_id) member_id, present, task_order, ordinal
              from staged order by member_id, task_order desc, ordinal desc""";

    private static final String WITHOUT_FIELDS = """
            with last_word as materialized (select s.*, null::jsonb as fields from (%s) s)""".formatted(SAID);

    /** What was told last of a member's fields stays when a later word tells nothing of them. */
    private static final String WITH_FIELDS = """
            with said as materialized (%s),
            told as materialized (
                select distinct on (member_id) member_id, fields from staged where present and fields is not null
                 order by member_id, task_order desc, ordinal desc, fields desc),
            last_word as materialized (select s.*, t.fields from said s left join told t on t.member_id = s.member_id)""".formatted(SAID);

    private static final String NUMBERED = """
            , numbered as (
                select w.*, ? + row_number() over (order by member_id) as seq,
                       case when ? <> 'id' then %s end as key, (?::bigint[])[w.ordinal / 2 + 1] as delivery
                  from last_word w)
            """.formatted(KeyRule.keyIn("w.fields ->> ?"));

    /** What a row that gets another word remembers: that of now behind those before, the oldest of twelve forgotten. */
    static final String PAST = "(array_append(m.past, coalesce(m.delivery_id, 0) * 2 + m.present::int))"
            + "[greatest(1, cardinality(m.past) - 10):]";

    /** Who stays by a person's word, which is newer; of their fields it tells nothing, so that what Heap told of these counts. */
    private static final String KEPT = """
             or (is_kept and fields is not null and (was_fields is distinct from fields or was_key is distinct from key))""";

    private static final String UPDATE = """
            update segment_member m
               set present = c.present or c.is_kept, seq = c.seq, task_order = greatest(m.task_order, c.task_order),
                   delivery_id = case when c.is_kept then m.delivery_id else c.delivery end,
                   past = case when c.is_kept then m.past else %s end,
                   fields = coalesce(c.fields, m.fields),
                   key = case when c.fields is null then m.key else c.key end
              from changing c where c.place is not null and m.ctid = c.place""".formatted(PAST);

    /**
     * What we know of each member already, looked up one by one by the primary key, however large the segment is: only
     * that has the order asked for, whereas for a plain equality PostgreSQL may take another index when its statistics
     * are old. The segment's row lock keeps everyone else away, so what is known stays true, and where its row lies too.
     */
    private static final String KNOWN = """
            , known as materialized (
                select n.*, p.tenant, p.segment, k.present as was, k.task_order as was_order, k.fields as was_fields,
                       k.key as was_key, k.place,
                       coalesce(k.present and k.delivery_id = 0 and k.task_order > n.task_order, false) as is_kept
                  from (select ?::bigint as tenant, ?::bigint as segment) p, numbered n
                  left join lateral (
                       select m.present, m.task_order, m.fields, m.key, m.delivery_id, m.ctid as place
                         from segment_member m
                        where m.tenant_id = p.tenant and m.segment_id = p.segment
                          and m.member_id >= n.member_id and m.member_id <= n.member_id
                        order by m.member_id limit 1) k on true
                 where %s)
            """;

    private final Connection connection;
    private final long tenant;
    private final long segment;
    private final String keyField;
    private final long base;
    private final Long[] deliveries;
    private final String lastWords;

    /** The deliveries stand in the order of their ordinals. */
    SegmentChangeSql(
            Connection connection,
            long tenant,
            long segment,
            String keyField,
            long base,
            List<Long> deliveries,
            boolean hasFields) {
        this.connection = connection;
        this.deliveries = deliveries.toArray(Long[]::new);
        this.tenant = tenant;
        this.segment = segment;
        this.keyField = keyField;
        this.base = base;
        this.lastWords = (hasFields ? WITH_FIELDS : WITHOUT_FIELDS) + NUMBERED;
    }

    /** Keys that members leave for another one must leave LaunchDarkly too: remembered under the new numbers. */
    void releaseKeys() {
        if (keyField.equals(SegmentChange.ID_FIELD)) {
            return;
        }
        execute(lastWords + """
                insert into released_key (tenant_id, segment_id, key, seq)
                select p.tenant, p.segment, m.key, n.seq
                  from (select ?::bigint as tenant, ?::bigint as segment) p, numbered n
                  cross join lateral (
                       select * from segment_member k
                        where k.tenant_id = p.tenant and k.segment_id = p.segment
                          and k.member_id >= n.member_id and k.member_id <= n.member_id
                        order by k.member_id limit 1) m
                 where n.fields is not null and m.key is not null and m.key is distinct from n.key
                   and (m.task_order <= n.task_order or (m.present and m.delivery_id = 0))
                returning 1, 1, 1, 1""", (ordinal, joined, touched, left) -> {});
    }

    void upsertPresent(Counter counter) {
        execute(lastWords + KNOWN.formatted("n.present") + """
                , changing as materialized (
                    select * from known
                     where was is null or (was_order <= task_order and (not was or (fields is not null
                           and (was_fields is distinct from fields or was_key is distinct from key))))%s),
                fresh as (
                    insert into segment_member
                           (tenant_id, segment_id, member_id, key, fields, present, seq, task_order, delivery_id)
                    select tenant, segment, member_id, key, fields, true, seq, task_order, delivery from changing
                     where was is null order by member_id),
                changed as (%s)
                select ordinal / 2, count(*) filter (where was is not true), count(*) filter (where was), 0
                  from changing group by 1""".formatted(KEPT, UPDATE), counter);
    }

    /** Who was never known is kept as absent: an older task that comes late must not bring them in. */
    void upsertAbsent(Counter counter) {
        execute(lastWords + KNOWN.formatted("not n.present") + """
                , changing as materialized (
                    select * from known
                     where was is null or (was_order <= task_order and (was or (fields is not null
                           and (was_fields is distinct from fields or was_key is distinct from key))))%s),
                fresh as (
                    insert into segment_member
                           (tenant_id, segment_id, member_id, key, fields, present, seq, task_order, delivery_id)
                    select tenant, segment, member_id, key, fields, false, seq, task_order, delivery from changing
                     where was is null order by member_id),
                changed as (%s)
                select ordinal / 2, 0, count(*) filter (where is_kept), count(*) filter (where was and not is_kept)
                  from changing group by 1""".formatted(KEPT, UPDATE), counter);
    }

    private void execute(String sql, Counter counter) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, base);
            statement.setString(2, keyField);
            statement.setString(3, keyField);
            statement.setString(4, keyField);
            statement.setString(5, keyField);
            statement.setArray(6, connection.createArrayOf("bigint", deliveries));
            statement.setLong(7, tenant);
            statement.setLong(8, segment);
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
