package io.segue.flags.change;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.connection.ConnectionSummary;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapUser;
import io.segue.flags.write.HeapPlaces;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the changed flags of a connection become events in Heap, as whose, and which of them did. */
@ApplicationScoped
public class ChangeOrders {

    private final Database database;
    private final HeapPlaces places;
    private final Audit audit;
    private final Event<ChangeDueEvent> due;

    ChangeOrders(Database database, HeapPlaces places, Audit audit, Event<ChangeDueEvent> due) {
        this.database = database;
        this.places = places;
        this.audit = audit;
        this.due = due;
    }

    /**
     * As stored.
     *
     * @param identity the Heap user whose events they are
     * @param state ready, retrying, stopped or parked
     */
    public record ChangeOrder(
            boolean isOn,
            String identity,
            Optional<HeapPlace> place,
            String state,
            Optional<String> failure,
            Optional<Instant> failingSince) {

        /** What a failure of it is called. */
        public ErrorCode error() {
            return state.equals("stopped") ? ErrorCode.FLAGS_STOPPED : ErrorCode.FLAGS_FAILED;
        }

        /** For the audit log. */
        String words() {
            String where =
                    place.map(to -> ", to the Heap environment " + to.appId()).orElse("");
            return isOn ? "on, as " + identity + where : "off";
        }
    }

    /** One change, and what became of it. */
    public record Told(
            String flagKey,
            String flagName,
            String environment,
            Optional<Boolean> on,
            String verb,
            String who,
            String link,
            Instant at,
            String state,
            String reason) {

        public boolean isRefused() {
            return state.equals("refused");
        }

        /** Why Heap refused it. */
        public ShownError error() {
            return new ShownError(ErrorCode.EVENT_REFUSED, reason);
        }
    }

    public ChangeOrder find(long tenant, long connection) {
        return database.inTenant(tenant, c -> find(c, tenant, connection));
    }

    private ChangeOrder find(Connection c, long tenant, long connection) throws SQLException {
        Optional<HeapPlace> place = places.find(c, tenant, connection);
        return new Select(
                        "select * from flag_change_order where tenant_id = ? and connection_id = ?", tenant, connection)
                .first(c, row -> read(row, place))
                .orElseGet(() -> new ChangeOrder(false, "", place, "ready", Optional.empty(), Optional.empty()));
    }

    /** What waits is sent from now on, or not any more. */
    public void order(long tenant, ConnectionSummary of, boolean isOn, String identity, HeapPlace place, String actor) {
        String name = identity.strip();
        if (isOn && (name.isEmpty() || name.length() > HeapUser.LONGEST_IDENTITY)) {
            throw ProblemException.badRequest("Turning events on: expected the identity of a Heap user, 1 to "
                    + HeapUser.LONGEST_IDENTITY + " characters, got " + name.length() + ".");
        }
        database.doInTenant(tenant, c -> {
            TenantRow.hold(c, tenant);
            String before = find(c, tenant, of.number()).words();
            places.set(c, tenant, of.number(), place);
            new Select("""
                            insert into flag_change_order (tenant_id, connection_id, is_on, identity, next_try_at)
                            values (?, ?, ?, ?, case when ? then now() end)
                            on conflict (tenant_id, connection_id) do update
                               set is_on = excluded.is_on, identity = excluded.identity, next_try_at = excluded.next_try_at,
                                   state = 'ready', attempts = 0, failing_since = null, failure_code = null,
                                   failure_message = null
                            returning tenant_id""", tenant, of.number(), isOn, name, isOn).first(c, row -> row.getLong(1));
            audit.write(
                    c,
                    tenant,
                    actor,
                    "ordered flag changes as Heap events",
                    of.name(),
                    Change.of(before, find(c, tenant, of.number()).words()));
        });
        due.fire(new ChangeDueEvent());
    }

    /** The latest first: those of this connection, and those that are nobody's. */
    public List<Told> latest(long tenant, long connection, int most) {
        return latest(tenant, connection, 0, most);
    }

    /** The same, but for so many of the latest. */
    public List<Told> latest(long tenant, long connection, long skip, int most) {
        return database.inTenant(
                tenant, c -> new Select("""
                        select * from flag_change where tenant_id = ? and (connection_id = ? or connection_id is null)
                         order by changed_at desc, id desc offset ? limit ?""", tenant, connection, skip, most).list(c, ChangeOrders::told));
    }

    private static ChangeOrder read(ResultSet row, Optional<HeapPlace> place) throws SQLException {
        return new ChangeOrder(
                row.getBoolean("is_on"),
                row.getString("identity"),
                place,
                row.getString("state"),
                Select.text(row, "failure_message"),
                Select.time(row, "failing_since"));
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getString("flag_key"),
                row.getString("flag_name"),
                row.getString("environment_key"),
                Optional.ofNullable((Boolean) row.getObject("is_on")),
                row.getString("verb"),
                row.getString("who"),
                row.getString("link"),
                row.getTimestamp("changed_at").toInstant(),
                row.getString("state"),
                Select.text(row, "reason").orElse(""));
    }
}
