package io.segue.sync;

import static org.awaitility.Awaitility.await;

import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.intake.Inbox;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.Segments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Makes whole syncs for tests: a tenant with a connection, segments with members, and the order to sync them. */
@ApplicationScoped
public class TestingSyncs {

    private final TestingTenants tenants;
    private final Connections connections;
    private final Segments segments;
    private final Inbox inbox;
    private final Syncs syncs;
    private final Database database;
    private final Event<SyncDueEvent> due;
    private final Clock clock;
    private final AtomicInteger tasks = new AtomicInteger();

    TestingSyncs(
            TestingTenants tenants,
            Connections connections,
            Segments segments,
            Inbox inbox,
            Syncs syncs,
            Database database,
            Event<SyncDueEvent> due,
            Clock clock) {
        this.tenants = tenants;
        this.connections = connections;
        this.segments = segments;
        this.inbox = inbox;
        this.syncs = syncs;
        this.database = database;
        this.due = due;
        this.clock = clock;
    }

    /** A tenant and its one connection. */
    public record Place(long tenant, long connection, String clientSideId) {}

    /** One segment that is synced to the place. */
    public record Ordered(Place place, long segment, String heapId, long sync) {

        public long tenant() {
            return place.tenant();
        }
    }

    /** With a tenant and a token of its own. */
    public Place place() {
        return place(tenants.enabled().id(), "api-" + UUID.randomUUID());
    }

    /** One more connection of a tenant's, with this token. */
    public Place place(long tenant, String token) {
        String clientSideId = String.format("%024x", new Random().nextLong() >>> 1);
        String connection = connections
                .create(tenant, NewConnection.of("c " + clientSideId, "us", clientSideId, token), "x")
                .id();
        return new Place(tenant, connections.number(connection), clientSideId);
    }

    /** Recurring, not following Heap: it runs when a test says so. */
    public Ordered order(Place place, String heapId) {
        long segment = segments.idOf(place.tenant(), heapId, "Segment " + heapId);
        long sync = syncs.order(
                place.tenant(),
                segment,
                new SyncOrder(place.connection(), Mode.RECURRING, Duration.ofHours(4), false, Optional.of("id")),
                "x");
        sql(place.tenant(), "update sync set next_run_at = now() + interval '4 hours' where id = " + sync);
        return new Ordered(place, segment, heapId, sync);
    }

    /** Another field holds the key from now on; everything is compared at once. */
    public void keyBy(Ordered of, String field) {
        syncs.order(
                of.tenant(),
                of.segment(),
                new SyncOrder(of.place().connection(), Mode.RECURRING, Duration.ofHours(4), false, Optional.of(field)),
                "x");
        awaitQuiet(of);
    }

    public void enter(Ordered of, String... ids) {
        receive(of, items(ids), "");
    }

    public void leave(Ordered of, String... ids) {
        receive(of, "", items(ids));
    }

    public long start(Ordered of) {
        return syncs.startRun(of.tenant(), of.sync(), RunCause.PERSON, "x");
    }

    public void run(Ordered of) {
        awaitEnd(of, start(of));
    }

    /** As the job does every few seconds. */
    public void lookForDue() {
        due.fire(new SyncDueEvent());
    }

    /** Until the tenant's syncs are tried again. */
    public void letTimePass(Ordered of) {
        sql(of.tenant(), "update circuit set open_until = now()");
        sql(of.tenant(), "update sync set next_run_at = now() where next_run_at is not null and lease_until is null");
        lookForDue();
    }

    public void awaitEnd(Ordered of, long run) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Set.of("succeeded", "failed", "cancelled")
                        .contains(one(of, "select state from run where id = " + run)));
    }

    /** Until nothing of the tenant is due or going on. */
    public void awaitQuiet(Ordered of) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> one(of, "select count(*) from sync where next_run_at <= now() or lease_until > now()")
                        .equals("0"));
    }

    /** One value of the tenant, as text. */
    public String one(Ordered of, String sql) {
        return database.inTenant(
                of.tenant(),
                connection -> new Select(sql)
                        .first(connection, row -> row.getString(1))
                        .orElse(""));
    }

    /** Changes rows past the engine, as another node or the passing of time would. */
    public void sql(long tenant, String sql) {
        database.doInTenant(tenant, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    public void receive(Ordered of, String add, String remove) {
        String body = "{\"action_type\":\"segment.users.sync\",\"data\":{\"segment\":{\"id\":" + of.heapId()
                + ",\"name\":\"Segment " + of.heapId() + "\"},\"sync_info\":{\"page_number\":1,\"total_pages\":1,"
                + "\"sync_task_id\":\"t" + tasks.incrementAndGet() + "\"},\"add\":[" + add + "],\"remove\":[" + remove
                + "]}}";
        HookAccess hook = new HookAccess(of.tenant(), true, List.of(), Duration.ofMinutes(5), Optional.empty());
        try {
            inbox.receive(hook, body.getBytes(StandardCharsets.UTF_8), clock.instant(), false);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String items(String... ids) {
        return Arrays.stream(ids).map(id -> "{\"id\":\"" + id + "\"}").collect(Collectors.joining(","));
    }
}
