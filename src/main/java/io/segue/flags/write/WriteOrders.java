package io.segue.flags.write;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.connection.CheckStep;
import io.segue.connection.ConnectionSummary;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.choice.Choices;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Orders to write flag values to Heap: made and changed by people and pipelines. */
@ApplicationScoped
public class WriteOrders {

    /** What a run is told that its order was turned off under. */
    public static final String TURNED_OFF = "Turned off by a person while it ran; what Heap took until then counts.";

    private final Database database;
    private final Choices choices;
    private final HeapPlaces places;
    private final Audit audit;
    private final Event<WriteDueEvent> due;

    WriteOrders(Database database, Choices choices, HeapPlaces places, Audit audit, Event<WriteDueEvent> due) {
        this.database = database;
        this.choices = choices;
        this.places = places;
        this.audit = audit;
        this.due = due;
    }

    public Optional<WriteOrder> find(long tenant, long connection) {
        return database.inTenant(tenant, c -> find(c, tenant, connection));
    }

    private static Optional<WriteOrder> find(Connection c, long tenant, long connection) throws SQLException {
        return new Select("""
                        select w.*, h.app_id, h.region, h.connection_id as placed
                          from connection o left join flag_heap h on h.tenant_id = o.tenant_id and h.connection_id = o.id
                          left join flag_write w on w.tenant_id = o.tenant_id and w.connection_id = o.id
                         where o.tenant_id = ? and o.id = ? and (w.id is not null or h.connection_id is not null)""", tenant, connection).first(c, WriteOrders::read);
    }

    /** A recurring order that is new has its own place in the interval, so that tenants do not come together. */
    public WriteOrder order(long tenant, ConnectionSummary of, WriteSettings settings, String actor) {
        database.doInTenant(tenant, c -> {
            TenantRow.hold(c, tenant);
            Optional<String> before = words(c, tenant, of.number());
            long order = numberOf(c, tenant, of.number());
            requireSegments(c, tenant, settings.segments());
            if (settings.mode() != WriteMode.OFF) {
                requireReady(c, tenant, of.number(), order, settings);
            }
            places.set(c, tenant, of.number(), settings.place());
            store(c, tenant, order, settings, actor);
            String after = words(c, tenant, of.number()).orElseThrow();
            audit.write(c, tenant, actor, "ordered flag values for Heap", of.name(), Change.of(before, after));
        });
        due.fire(new WriteDueEvent());
        return find(tenant, of.number()).orElseThrow();
    }

    /** Asks for a run now; one that waits already is the same one. Returns the run's number. */
    public long startRun(long tenant, ConnectionSummary of, boolean everything, String actor) {
        long run = database.inTenant(tenant, c -> {
            OptionalLong order = new Select("""
                            update flag_write set next_run_at = now(), plan_version = plan_version + ?::int
                             where tenant_id = ? and connection_id = ? and mode <> 'off' returning id""", everything ? 1 : 0, tenant, of.number())
                    .first(c, row -> OptionalLong.of(row.getLong(1)))
                    .orElse(OptionalLong.empty());
            if (order.isEmpty()) {
                throw ProblemException.conflict("Writing flag values: expected an order that is on, this one is off. An"
                        + " editor turns it on first.");
            }
            audit.write(
                    c, tenant, actor, everything ? "wrote all flag values again" : "wrote flag values", of.name(), "");
            return new Select("""
                            insert into flag_run (tenant_id, write_id, state, cause) values (?, ?, 'waiting', ?)
                            on conflict (tenant_id, write_id, state) where state in ('waiting', 'running')
                            do update set cause = excluded.cause returning id""", tenant, order.getAsLong(), everything ? "again" : "person")
                    .first(c, row -> row.getLong(1))
                    .orElseThrow();
        });
        due.fire(new WriteDueEvent());
        return run;
    }

    /** The number of a connection's order; made, off, when there is none. */
    static long numberOf(Connection c, long tenant, long connection) throws SQLException {
        return new Select("""
                        insert into flag_write (tenant_id, connection_id) values (?, ?)
                        on conflict (tenant_id, connection_id) do update set connection_id = excluded.connection_id
                        returning id""", tenant, connection)
                .first(c, row -> row.getLong(1))
                .orElseThrow();
    }

    private void requireReady(Connection c, long tenant, long connection, long order, WriteSettings settings)
            throws SQLException {
        String doing = "Turning on: ";
        if (choices.current(c, tenant, connection).choice().flags().isEmpty()) {
            throw ProblemException.conflict(doing + "no flag is chosen for Heap. An editor chooses some first.");
        }
        boolean isKnown = new Select(
                        "select sealed_sdk_key is not null, identity_by is not null from flag_write where tenant_id = ? and id = ?",
                        tenant,
                        order)
                .first(c, row -> {
                    if (!row.getBoolean(1)) {
                        throw ProblemException.conflict(
                                doing + "the environment’s SDK key is not saved. An editor enters it first.");
                    }
                    return row.getBoolean(2);
                })
                .orElseThrow();
        if (!isKnown && !settings.isIdentity()) {
            throw ProblemException.conflict(
                    doing + "expected someone to say that Heap identifies these users by the ids that"
                            + " it sends. Another value would make new users in Heap.");
        }
    }

    private static Optional<String> words(Connection c, long tenant, long connection) throws SQLException {
        Optional<WriteOrder> order = find(c, tenant, connection);
        if (order.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new Select(
                        "select name from segment where tenant_id = ? and id = any (?) order by name",
                        tenant,
                        c.createArrayOf("bigint", order.get().segments().toArray()))
                .list(c, row -> row.getString(1));
        return Optional.of(order.get().words(names));
    }

    private static void requireSegments(Connection c, long tenant, List<Long> segments) throws SQLException {
        long found = new Select(
                        "select count(*) from segment where tenant_id = ? and id = any (?)",
                        tenant,
                        c.createArrayOf("bigint", segments.toArray()))
                .first(c, row -> row.getLong(1))
                .orElse(0L);
        if (found != segments.size()) {
            throw ProblemException.notFound("this segment");
        }
    }

    private static void store(Connection c, long tenant, long order, WriteSettings settings, String actor)
            throws SQLException {
        String mode = settings.mode().word();
        long seconds = settings.interval().toSeconds();
        boolean isIdentity = settings.isIdentity();
        Array segments = settings.segments().isEmpty()
                ? null
                : c.createArrayOf("bigint", settings.segments().toArray());
        new Select("""
                update flag_write set mode = ?, interval_seconds = ?::int, segments = ?::bigint[],
                       identity_by = case when ? then coalesce(identity_by, ?) else identity_by end,
                       identity_at = case when ? then coalesce(identity_at, now()) else identity_at end,
                       -- Off, it is due once more if the node is lost that has it: somebody has to end its run.
                       next_run_at = case ? when 'off' then case when lease_until > now() then lease_until end
                            when 'once' then case when mode = 'off' then now() else next_run_at end
                            else case when mode = 'recurring' then least(next_run_at, now() + ?::int * interval '1 second')
                                      else now() end end,
                       state = 'ready', attempts = 0, failing_since = null, failure_code = null, failure_message = null,
                       -- A run that goes on was begun for what is wanted no more.
                       stop_fence = case when ? = 'off' then fence else stop_fence end
                 where tenant_id = ? and id = ? returning id""", mode, seconds, segments, isIdentity, actor, isIdentity, mode, seconds, mode, tenant, order)
                .first(c, row -> row.getLong(1));
        if (settings.mode() == WriteMode.OFF) {
            cancel(c, tenant, order);
        }
    }

    /** What waits, and what nobody carries out any more. */
    private static void cancel(Connection c, long tenant, long order) throws SQLException {
        new Select("""
                update flag_run r set state = 'cancelled', finished_at = now(), waiting_until = null,
                       failure_message = case when r.state = 'running' then ? end
                  from flag_write w where w.tenant_id = ? and w.id = ? and r.tenant_id = w.tenant_id and r.write_id = w.id
                   and (r.state = 'waiting' or (r.state = 'running' and coalesce(w.lease_until < now(), true)))
                returning r.id""", TURNED_OFF, tenant, order).list(c, row -> row.getLong(1));
    }

    private static WriteOrder read(ResultSet row) throws SQLException {
        Array segments = row.getArray("segments");
        String mode = row.getString("mode");
        String lastFour = row.getString("sdk_key_last_four");
        String state = row.getString("state");
        return new WriteOrder(
                row.getLong("id"),
                row.getLong("connection_id"),
                row.getString("app_id") == null
                        ? Optional.empty()
                        : Optional.of(new HeapPlace(row.getString("app_id"), HeapRegion.of(row.getString("region")))),
                mode == null ? WriteMode.OFF : WriteMode.of(mode),
                mode == null ? Duration.ofHours(4) : Duration.ofSeconds(row.getInt("interval_seconds")),
                segments == null ? List.of() : List.of((Long[]) segments.getArray()),
                row.getBytes("sealed_sdk_key") == null ? Optional.empty() : Optional.of(lastFour),
                Select.time(row, "checked_at"),
                CheckStep.read(row.getString("check_steps")),
                Select.text(row, "identity_by"),
                state == null ? "ready" : state,
                Select.time(row, "next_run_at"),
                Select.time(row, "failing_since"),
                Select.text(row, "failure_message"),
                row.getLong("written_count"));
    }
}
