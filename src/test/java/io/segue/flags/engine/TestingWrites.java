package io.segue.flags.engine;

import io.segue.TestingSettings;
import io.segue.TestingTenants;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.use.HeldKeys;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.choice.Choice;
import io.segue.flags.choice.Choices;
import io.segue.flags.choice.ReporterOptions;
import io.segue.flags.write.SdkKeys;
import io.segue.flags.write.WriteMode;
import io.segue.flags.write.WriteOrders;
import io.segue.flags.write.WriteRuns;
import io.segue.flags.write.WriteRuns.WriteRun;
import io.segue.flags.write.WriteSettings;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.KnownUsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Orders to write flag values, with members to write, run when a test says so. */
@ApplicationScoped
class TestingWrites {

    private final TestingTenants tenants;
    private final Connections connections;
    private final Choices choices;
    private final SdkKeys keys;
    private final WriteOrders orders;
    private final WriteRuns runs;
    private final WriteClaims claims;
    private final WriteTasks tasks;
    private final KnownUsers users;
    private final HeldKeys held;
    private final Database database;
    private final Clock clock;

    TestingWrites(
            TestingTenants tenants,
            Connections connections,
            Choices choices,
            SdkKeys keys,
            WriteOrders orders,
            WriteRuns runs,
            WriteClaims claims,
            WriteTasks tasks,
            KnownUsers users,
            HeldKeys held,
            Database database,
            Clock clock) {
        this.tenants = tenants;
        this.connections = connections;
        this.choices = choices;
        this.keys = keys;
        this.orders = orders;
        this.runs = runs;
        this.claims = claims;
        this.tasks = tasks;
        this.users = users;
        this.held = held;
        this.database = database;
        this.clock = clock;
    }

    /** One order, with the vendors that it reaches. */
    class Order {

        final TestingFlagEvaluator flags = new TestingFlagEvaluator();
        final TestingHeapTarget heap = new TestingHeapTarget();
        final long tenant = tenants.enabled().id();
        final ConnectionSummary connection;

        Order(String... chosen) {
            connection = connections.create(
                    tenant,
                    NewConnection.of(
                            "c",
                            "us",
                            String.format("%024x", new Random().nextLong() >>> 1),
                            "api-11111111-0000-4000-8000-000000000000"),
                    "x");
            choose(chosen);
            keys.give(tenant, connection, "sdk-11111111-0000", "x");
            order(WriteMode.RECURRING);
        }

        void choose(String... chosen) {
            int version = choices.current(tenant, connection.number()).version();
            choices.save(
                    tenant, connection, version, new Choice(List.of(chosen), Map.of(), ReporterOptions.USUAL), "x");
        }

        void order(WriteMode mode) {
            order(mode, "1111111111");
        }

        void order(WriteMode mode, String appId, Long... segments) {
            orders.order(
                    tenant,
                    connection,
                    new WriteSettings(
                            new HeapPlace(appId, HeapRegion.US),
                            mode,
                            Duration.ofHours(4),
                            Arrays.asList(segments),
                            true),
                    "x");
        }

        long segment(String name) {
            return one("insert into segment (tenant_id, heap_id, name) values (" + tenant + ", '" + name + "', '" + name
                    + "') returning id");
        }

        void enter(long segment, String... ids) {
            database.doInTenant(tenant, connection -> {
                try (PreparedStatement insert = connection.prepareStatement("""
                        insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order)
                        select ?, ?, id, true, 1, 1 from unnest(?) as m(id)
                        on conflict (tenant_id, segment_id, member_id) do update set present = true""")) {
                    insert.setLong(1, tenant);
                    insert.setLong(2, segment);
                    insert.setArray(3, connection.createArrayOf("text", ids));
                    insert.executeUpdate();
                }
            });
        }

        void leave(long segment, String id) {
            one("update segment_member set present = false where segment_id = " + segment + " and member_id = '" + id
                    + "' returning 1");
        }

        /** Takes the order as the dispatcher does, for this order alone. */
        WriteClaim claim() {
            return new WriteClaim(
                    tenant,
                    one("select id from flag_write"),
                    connection.number(),
                    one(
                            "update flag_write set fence = fence + 1, lease_until = now() + interval '30 seconds' returning fence"));
        }

        WriteRun run() {
            return run(Map.of());
        }

        WriteRun run(Map<String, String> settings) {
            runner(settings).run(claim());
            return last();
        }

        WriteRunner runner(Map<String, String> settings) {
            Map<String, String> all = new java.util.HashMap<>(Map.of("segue.flags.longest-pause", "1ms"));
            all.putAll(settings);
            return new WriteRunner(
                    database,
                    claims,
                    tasks,
                    flags,
                    users,
                    held,
                    heap,
                    TestingSettings.of(WriteConfig.class, all),
                    clock);
        }

        WriteRun last() {
            return runs.latest(tenant, connection.number(), 1).get(0);
        }

        List<WriteRuns.Refused> refused() {
            return runs.refused(tenant, connection.number(), 100).shown();
        }

        long startRun(boolean everything) {
            return orders.startRun(tenant, connection, everything, "x");
        }

        void giveKey() {
            keys.give(tenant, connection, "sdk-22222222-0000", "x");
        }

        String state() {
            return orders.find(tenant, connection.number()).orElseThrow().state();
        }

        long one(String sql) {
            return database.inTenant(
                    tenant,
                    connection -> new Select(sql)
                            .first(connection, row -> row.getLong(1))
                            .orElse(0L));
        }
    }

    Order order(String... flags) {
        return new Order(flags);
    }
}
