package io.segue.sync.hold;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.SyncDueEvent;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What people see and decide of holds. */
@ApplicationScoped
public class HoldDesk {

    static final String PREFIX = "hld";

    private static final Consumer<Hold> UNSEEN = hold -> {};

    /** More than anyone can have. */
    private static final long EVERYBODY = 1L << 40;

    private static final String HOLDS = """
            select h.*, s.id as segment_id, s.name as segment, s.member_count, c.name as connection
              from hold h
              join sync y on y.tenant_id = h.tenant_id and y.id = h.sync_id
              join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
              join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
             where h.tenant_id = ?""";

    private final Database database;
    private final Rejections rejections;
    private final Audit audit;
    private final Event<SyncDueEvent> due;
    private final OpaqueIds ids;

    HoldDesk(Database database, Rejections rejections, Audit audit, Event<SyncDueEvent> due, OpaqueIds ids) {
        this.database = database;
        this.rejections = rejections;
        this.audit = audit;
        this.due = due;
        this.ids = ids;
    }

    /** Those that wait first, then the latest decided ones. */
    public List<Hold> list(long tenant, int most) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                HOLDS + " order by h.state not in ('open', 'approved'), h.id desc limit ?",
                                tenant,
                                most)
                        .list(connection, this::read));
    }

    /** The newest first, from below that number on; an empty state asks for all. */
    List<Hold> list(long tenant, String state, long below, int most) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                HOLDS + " and (? = '' or h.state = ?) and h.id < ? order by h.id desc limit ?",
                                tenant,
                                state,
                                state,
                                below,
                                most)
                        .list(connection, this::read));
    }

    /** Those that wait for a person. */
    public List<Hold> open(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select(HOLDS + " and h.state = 'open' order by h.removals desc", tenant)
                        .list(connection, this::read));
    }

    public Optional<Hold> find(long tenant, long hold) {
        return database.inTenant(
                tenant, connection -> new Select(HOLDS + " and h.id = ?", tenant, hold).first(connection, this::read));
    }

    /** The next run sends them, as long as they are no more than the ceiling: a wave that grows stops again. */
    public void approve(long tenant, long hold, long ceiling, String actor) {
        approve(tenant, hold, ceiling, actor, UNSEEN);
    }

    /** The same, of a hold that the given one looks at first, while nobody else can decide on it. */
    void approve(long tenant, long hold, long ceiling, String actor, Consumer<Hold> seen) {
        deciding(tenant, hold, () -> {
            approveAlone(tenant, hold, ceiling, actor, seen);
            return Boolean.TRUE;
        });
    }

    private void approveAlone(long tenant, long hold, long ceiling, String actor, Consumer<Hold> seen) {
        Hold found = pending(tenant, hold, seen);
        if (ceiling < found.removals()) {
            throw ProblemException.badRequest("Approving removals: expected at least the " + found.removals()
                    + " that wait, got " + ceiling + ".");
        }
        database.doInTenant(tenant, connection -> {
            long sync = move(connection, tenant, hold, "approved", OptionalLong.of(ceiling), actor);
            lookAgain(connection, tenant, sync);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "approved removals",
                    found.called(),
                    found.removals() + " of " + found.held() + " waited; up to " + ceiling + " may go");
        });
        due.fire(new SyncDueEvent());
    }

    /** Heap says that nobody is left, and a person says that this is so: all that LaunchDarkly holds may go. */
    public void confirmEmpty(long tenant, long hold, String actor) {
        confirmEmpty(tenant, hold, actor, UNSEEN);
    }

    void confirmEmpty(long tenant, long hold, String actor, Consumer<Hold> seen) {
        deciding(tenant, hold, () -> {
            confirmAlone(tenant, hold, actor, seen);
            return Boolean.TRUE;
        });
    }

    private void confirmAlone(long tenant, long hold, String actor, Consumer<Hold> seen) {
        Hold found = pending(tenant, hold, seen);
        database.doInTenant(tenant, connection -> {
            long members = membersNow(connection, tenant, hold);
            if (members > 0) {
                throw ProblemException.conflict(
                        "Confirming that the segment is empty: expected no member in Heap, there"
                                + (members == 1 ? " is 1." : " are " + members + ".")
                                + " Approve the removals that wait instead.");
            }
            long sync = move(connection, tenant, hold, "approved", OptionalLong.of(EVERYBODY), actor);
            lookAgain(connection, tenant, sync);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "confirmed that the source is empty",
                    found.called(),
                    found.removals() + " of " + found.held() + " waited; all of them may go");
        });
        due.fire(new SyncDueEvent());
    }

    /** Held until the decision is written: whoever enters meanwhile comes after it. */
    private static long membersNow(Connection connection, long tenant, long hold) throws SQLException {
        return new Select("""
                select s.member_count from hold h
                  join sync y on y.tenant_id = h.tenant_id and y.id = h.sync_id
                  join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                 where h.tenant_id = ? and h.id = ? for share of s""", tenant, hold)
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
    }

    /**
     * The members stay, here and in LaunchDarkly, until Heap speaks of them again; then everything is compared. Returns
     * how many members stay.
     */
    public long reject(long tenant, long hold, String actor) {
        return reject(tenant, hold, actor, UNSEEN);
    }

    long reject(long tenant, long hold, String actor, Consumer<Hold> seen) {
        return deciding(tenant, hold, () -> rejectAlone(tenant, hold, actor, seen));
    }

    /** Bringing members back takes many transactions: nobody may decide otherwise meanwhile. */
    private <T> T deciding(long tenant, long hold, Callable<T> decision) {
        return database.alone("decision on hold " + tenant + " " + hold, decision)
                .orElseThrow(() -> ProblemException.conflict(
                        "Deciding on removals: somebody else is deciding on them just now. Look again in a moment."));
    }

    private long rejectAlone(long tenant, long hold, String actor, Consumer<Hold> seen) {
        Hold found = pending(tenant, hold, seen);
        long kept = rejections.restore(tenant, hold);
        database.doInTenant(tenant, connection -> {
            long sync = move(connection, tenant, hold, "rejected", OptionalLong.empty(), actor);
            lookAgain(connection, tenant, sync);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "rejected removals",
                    found.called(),
                    kept + " members stay until Heap speaks of them again");
        });
        due.fire(new SyncDueEvent());
        return kept;
    }

    private Hold pending(long tenant, long hold, Consumer<Hold> seen) {
        Hold found = find(tenant, hold).orElseThrow(() -> ProblemException.notFound("this hold"));
        seen.accept(found);
        if (!found.isOpen()) {
            throw ProblemException.conflict(
                    "Deciding on removals: expected some that wait, these are " + found.state() + " already.");
        }
        return found;
    }

    private static long move(
            Connection connection, long tenant, long hold, String state, OptionalLong ceiling, String actor)
            throws SQLException {
        lockSync(connection, tenant, hold);
        return new Select(
                        """
                update hold set state = ?, ceiling = ?, sent = 0, decided_by = ?, decided_at = now(),
                       closed_at = case when ? then now() end
                 where tenant_id = ? and id = ? and state = 'open' returning sync_id""",
                        state,
                        ceiling.isPresent() ? ceiling.getAsLong() : null,
                        actor,
                        ceiling.isEmpty(),
                        tenant,
                        hold)
                .first(connection, row -> row.getLong(1))
                .orElseThrow(() ->
                        ProblemException.conflict("Deciding on removals: somebody else decided on them a moment ago."));
    }

    /** The sync's row before the hold's: runs, and whoever turns a sync off, lock them in this order, too. */
    private static void lockSync(Connection connection, long tenant, long hold) throws SQLException {
        new Select("""
                select y.id from sync y join hold h on h.tenant_id = y.tenant_id and h.sync_id = y.id
                 where h.tenant_id = ? and h.id = ? for update of y""", tenant, hold).first(connection, row -> row.getLong(1));
    }

    private static void lookAgain(Connection connection, long tenant, long sync) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update sync set plan_version = plan_version + 1,
                       next_run_at = case when mode <> 'off' then now() else next_run_at end
                 where tenant_id = ? and id = ?""")) {
            update.setLong(1, tenant);
            update.setLong(2, sync);
            update.executeUpdate();
        }
    }

    private Hold read(ResultSet row) throws SQLException {
        long delivery = row.getLong("delivery_id");
        boolean hasDelivery = !row.wasNull();
        long ceiling = row.getLong("ceiling");
        boolean hasCeiling = !row.wasNull();
        return new Hold(
                ids.encode(PREFIX, row.getLong("id")),
                ids.encode("seg", row.getLong("segment_id")),
                row.getString("segment"),
                row.getString("connection"),
                row.getString("state"),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("counted_at").toInstant(),
                row.getLong("removals"),
                row.getLong("held"),
                row.getLong("member_count"),
                List.of((String[]) row.getArray("sample").getArray()),
                hasDelivery ? Optional.of(ids.encode("dlv", delivery)) : Optional.empty(),
                hasCeiling ? OptionalLong.of(ceiling) : OptionalLong.empty(),
                row.getLong("sent"),
                Select.text(row, "decided_by"),
                Select.time(row, "decided_at"));
    }
}
