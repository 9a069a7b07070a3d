package io.segue.bench.scenario;

import io.segue.sync.Batch;
import io.segue.sync.SentKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A tenant with a past, written straight into the database: one large segment that came in pages of 1,000 and was sent in
 * as many calls, a month of runs every four hours that carried members from anywhere, and 4,999 small segments beside it.
 */
final class Archive implements AutoCloseable {

    private static final int PAGE = 1_000;
    private static final int RUNS = 180;
    private static final int CALLS_OF_RUN = 20;
    private static final int SMALL_SEGMENTS = 4_999;
    private static final int SHARED_SEGMENTS = 19;

    private final Connection connection;
    private final int members;
    private final Random random = new Random(7);

    Archive(Connection connection, int members) {
        this.connection = connection;
        this.members = members;
    }

    /** 27 characters, as everywhere on this bench. */
    static String id(int n) {
        return String.format("user-%010d@example.com", n);
    }

    void fill(String connectionId) throws SQLException {
        execute("set search_path = segue");
        execute("set synchronous_commit = off");
        long tenant = number("select id from tenant where slug = 'bench'");
        long target = number("select max(id) from connection where tenant_id = " + tenant);
        execute("select make_day_partitions('delivery', (now() at time zone 'UTC')::date - 30, 31)");
        long segment = number("insert into segment (tenant_id, heap_id, name, member_count, change_seq) values ("
                + tenant + ", 'archive', 'Archive " + connectionId + "', " + members + ", " + members
                + ") returning id");
        members(tenant, segment);
        long sync =
                number("insert into sync (tenant_id, segment_id, connection_id, mode, delivered_seq, delivered_count,"
                        + " compared_version, next_run_at) values (" + tenant + ", " + segment + ", " + target
                        + ", 'recurring', "
                        + members + ", " + members + ", 1, now() + interval '1 day') returning id");
        execute("insert into delivered_key (tenant_id, sync_id, key, batch) select " + tenant + ", " + sync
                + ", 'user-' || lpad(n::text, 10, '0') || '@example.com', n / 1000 from generate_series(0, "
                + (members - 1)
                + ") n");
        firstRun(tenant, sync);
        monthOfRuns(tenant, sync);
        smallSegments(tenant);
        execute("vacuum analyze");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void members(long tenant, long segment) throws SQLException {
        execute("insert into delivery (tenant_id, id, received_at, signed_at, verdict, segment_id, task_id, task_order,"
                + " page_number, total_pages, digest, body_size, adds, changed, applied_at) select " + tenant
                + ", nextval('delivery_seq'), now() - interval '20 days', now() - interval '20 days', 'applied', "
                + segment
                + ", 'first', 1, n, " + (members / PAGE)
                + ", '\\x00', 40000, 1000, 1000, now() from generate_series(1, "
                + Math.max(1, members / PAGE) + ") n");
        long first = number("select min(id) from delivery where tenant_id = " + tenant + " and task_id = 'first'");
        execute(
                "insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order, delivery_id, past)"
                        + " select " + tenant + ", " + segment
                        + ", 'user-' || lpad(n::text, 10, '0') || '@example.com', true, n + 1,"
                        + " 1, " + first + " + n / 1000, case when n % 10 = 0 then array[2 * " + first + " + 1, 2 * "
                        + first
                        + " + 2] end from generate_series(0, " + (members - 1) + ") n");
    }

    /** In the order of keys, as a whole difference sends them. */
    private void firstRun(long tenant, long sync) throws SQLException {
        long run = run(tenant, sync, 20);
        try (PreparedStatement insert = calls()) {
            for (int from = 0, call = 1; from < members; from += PAGE, call++) {
                add(insert, tenant, run, sync, call, 20, IntStream.range(from, Math.min(members, from + PAGE)));
            }
            insert.executeBatch();
        }
    }

    /** Of members from anywhere: the index alone would leave every one of these calls to be opened. */
    private void monthOfRuns(long tenant, long sync) throws SQLException {
        for (int n = 0; n < RUNS; n++) {
            int days = n / 6;
            long run = run(tenant, sync, days);
            try (PreparedStatement insert = calls()) {
                for (int call = 1; call <= CALLS_OF_RUN; call++) {
                    add(
                            insert,
                            tenant,
                            run,
                            sync,
                            call,
                            days,
                            random.ints(PAGE, 0, members).distinct());
                }
                insert.executeBatch();
            }
        }
    }

    private void smallSegments(long tenant) throws SQLException {
        execute("insert into segment (tenant_id, heap_id, name, member_count, change_seq) select " + tenant
                + ", 'small-' || n, 'Segment ' || n, 10, 10 from generate_series(1, " + SMALL_SEGMENTS + ") n");
        execute(
                "insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order) select tenant_id, id,"
                        + " case when id % " + (SMALL_SEGMENTS / SHARED_SEGMENTS) + " = 0"
                        + " then 'user-' || lpad(n::text, 10, '0') || '@example.com' else 'small-' || id || '-' || n end,"
                        + " true, n + 1, 1 from segment, generate_series(0, 9) n where tenant_id = " + tenant
                        + " and heap_id like 'small-%'");
    }

    private long run(long tenant, long sync, int daysAgo) throws SQLException {
        return number(
                "insert into run (tenant_id, sync_id, state, cause, started_at, finished_at) values (" + tenant + ", "
                        + sync + ", 'succeeded', 'schedule', now() - interval '" + daysAgo
                        + " days', now() - interval '" + daysAgo
                        + " days') returning id");
    }

    private PreparedStatement calls() throws SQLException {
        return connection.prepareStatement("""
                insert into run_call (tenant_id, run_id, ordinal, at, adds, removes, status, outcome, millis, sync_id,
                       first_key, last_key, keys, marks)
                values (?, ?, ?, now() - ? * interval '1 day', ?, 0, 200, 'done', 5, ?, ?, ?, ?, ?)""");
    }

    private static void add(
            PreparedStatement insert, long tenant, long run, long sync, int call, int daysAgo, IntStream members)
            throws SQLException {
        List<String> keys = new ArrayList<>(members.mapToObj(Archive::id).toList());
        SentKeys sent = SentKeys.of(new Batch(keys, List.of()));
        insert.setLong(1, tenant);
        insert.setLong(2, run);
        insert.setInt(3, call);
        insert.setInt(4, daysAgo);
        insert.setInt(5, keys.size());
        insert.setLong(6, sync);
        insert.setString(7, sent.first());
        insert.setString(8, sent.last());
        insert.setBytes(9, sent.stored());
        insert.setBytes(10, sent.marks());
        insert.addBatch();
        if (call % 100 == 0) {
            insert.executeBatch();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
