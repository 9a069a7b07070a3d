package io.segue;

import io.segue.alert.TestingTargets;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.platform.Database;
import io.segue.platform.DatabaseException;
import io.segue.platform.Deflated;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.platform.Tokens;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Tenants with one of everything that an address can name, and what the database holds of each. */
@ApplicationScoped
public class TestingWorlds {

    private static final String ANY = "a test";
    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());

    private final TestingTenants tenants;
    private final TestingRows rows;
    private final TestingTargets targets;
    private final Connections connections;
    private final ApiTokens tokens;
    private final OpaqueIds ids;
    private final Database database;
    private final List<String> tables = new ArrayList<>();
    private final Map<String, World> untouched = new ConcurrentHashMap<>();

    TestingWorlds(
            TestingTenants tenants,
            TestingRows rows,
            TestingTargets targets,
            Connections connections,
            ApiTokens tokens,
            OpaqueIds ids,
            Database database) {
        this.tenants = tenants;
        this.rows = rows;
        this.targets = targets;
        this.connections = connections;
        this.tokens = tokens;
        this.ids = ids;
        this.database = database;
    }

    /**
     * @param canary stands in every name and body of this tenant, and nowhere else
     * @param names what goes into the places of an address, such as {@code {segment}}
     */
    public record World(TenantSummary tenant, String canary, Map<String, String> names) {

        public String fill(String text) {
            String filled = text;
            for (Map.Entry<String, String> name : names.entrySet()) {
                filled = filled.replace("{" + name.getKey() + "}", name.getValue());
            }
            return filled;
        }

        /** This tenant's address or body, in which one thing is the other tenant's. */
        public String fillWith(World other, String place, String text) {
            return fill(text.replace("{" + place + "}", other.names.get(place)));
        }
    }

    public World ofNobody() {
        return in(tenants.enabled());
    }

    public World with(String userName, Role role) {
        return in(tenants.with(userName, role));
    }

    /** Made once, for all who may change nothing in it: each case compares what was before it with what is after it. */
    public World untouched() {
        return untouched("", this::ofNobody);
    }

    /** The same, of a person's. */
    public World untouchedWith(String userName, Role role) {
        return untouched(userName + " as " + role, () -> with(userName, role));
    }

    /** The same, of those that were made in one way. */
    public World untouched(String how, Supplier<World> made) {
        return untouched.computeIfAbsent(how, any -> made.get());
    }

    public String token(World world, Role role) {
        return tokens.create(world.tenant().id(), ANY, role, ANY).value();
    }

    public String supportToken() {
        String token = Tokens.random().value();
        database.as(Database.Role.SUPPORT, connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into support_token (token_hash, name) values (?, ?)")) {
                insert.setBytes(1, Tokens.hash(token));
                insert.setString(2, ANY);
                return insert.executeUpdate();
            }
        });
        return token;
    }

    /** Every row of the tenant's in every table, but for when a token was last used. */
    public Map<String, String> rowsOf(World world) {
        try {
            return rowsNow(world);
        } catch (DatabaseException e) {
            // Old days are dropped at any time: who reads all tables at once may lose against that, and looks again.
            return rowsNow(world);
        }
    }

    private Map<String, String> rowsNow(World world) {
        Long tenant = world.tenant().id();
        return database.inTenant(tenant, connection -> {
            List<String> each = eachTable(connection);
            String sql = String.join(" union all ", each);
            Map<String, String> found = new TreeMap<>();
            new Select(sql, Collections.nCopies(each.size(), tenant).toArray())
                    .list(connection, row -> found.put(row.getString(1), row.getString(2)));
            return found;
        });
    }

    /** One statement for all, and always the same: to plan it costs more than to run it. */
    private synchronized List<String> eachTable(Connection connection) throws SQLException {
        if (tables.isEmpty()) {
            tables.addAll(new Select("""
                    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                     where c.relnamespace = 'segue'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                       and a.attname = 'tenant_id' and not a.attisdropped""").list(connection, row -> rows(row.getString(1), "tenant_id")));
            tables.add(rows("tenant", "id"));
        }
        return tables;
    }

    private static String rows(String table, String column) {
        return "select '" + table + "', coalesce(string_agg((to_jsonb(t) - 'last_used_at')::text, E'\\n'"
                + " order by to_jsonb(t)), '') from segue." + table + " t where " + column + " = ?";
    }

    private World in(TenantSummary made) {
        long tenant = made.id();
        String canary = "canary" + COUNT.incrementAndGet();
        ConnectionSummary connection = connections.create(
                tenant,
                NewConnection.of(canary, "us", TestingLaunchDarkly.ENVIRONMENT, TestingLaunchDarkly.TOKEN),
                ANY);
        rows.placed(tenant, connection.number());
        long segment = rows.segment(tenant, canary, canary, 10);
        long sync = rows.sync(tenant, segment, connection.number(), "ready");
        long delivery = rows.delivery(tenant, "applied", canary);
        rows.body(tenant, delivery, Deflated.deflate("{\"id\":\"user1@b.test\"}".getBytes(StandardCharsets.UTF_8)));
        tokens.create(tenant, canary, Role.VIEWER, canary);
        String target = targets.webhook(tenant, canary, "http://127.0.0.1:1/hook");
        return new World(
                made,
                canary,
                Map.ofEntries(
                        Map.entry("tenant", made.slug()),
                        Map.entry("segment", ids.encode("seg", segment)),
                        Map.entry("connection", connection.id()),
                        Map.entry("sync", ids.encode("syn", sync)),
                        Map.entry("run", ids.encode("run", rows.run(tenant, sync, "succeeded"))),
                        Map.entry("delivery", ids.encode("dlv", delivery)),
                        Map.entry(
                                "token",
                                ids.encode("tok", tokens.list(tenant).get(0).id())),
                        Map.entry("person", ids.encode("per", rows.person(tenant, canary))),
                        Map.entry("hold", ids.encode("hld", rows.hold(tenant, sync))),
                        Map.entry("verification", ids.encode("ver", rows.verification(tenant, sync))),
                        Map.entry("erasure", ids.encode("ers", rows.erasure(tenant, sync))),
                        Map.entry("flagrun", ids.encode("fru", rows.flagRun(tenant, connection.number()))),
                        Map.entry("target", target),
                        Map.entry("notice", targets.delivered(tenant, target)),
                        Map.entry("invitation", ids.encode("inv", rows.invitation(tenant, canary + "@example.com")))));
    }
}
