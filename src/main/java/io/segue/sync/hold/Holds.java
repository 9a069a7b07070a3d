package io.segue.sync.hold;

import io.segue.audit.Audit;
import io.segue.platform.Select;
import io.segue.sync.Syncs;
import io.segue.sync.claim.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a run reads and writes of holds. */
@ApplicationScoped
public class Holds {

    /**
     * What LaunchDarkly holds of a row of "sync", in SQL. While keys are in doubt, those that were asserted again are counted
     * twice until a run has succeeded, and those of open calls may be missing: then it is what both ways of counting agree on.
     */
    public static final String HELD = """
            case when doubt_below > 0 or exists (select from open_batch o where o.tenant_id = sync.tenant_id and o.sync_id = sync.id)
                 then least(delivered_count,
                            (select count(*) from delivered_key d where d.tenant_id = sync.tenant_id and d.sync_id = sync.id))
                 else delivered_count end""";

    private static final String US = "Segue";

    private final Audit audit;

    Holds(Audit audit) {
        this.audit = audit;
    }

    /** What waits, or was approved and is not all sent. */
    private record Pending(long id, boolean isApproved, long approvedUpTo, long sent) {

        boolean isEnoughFor(long removals) {
            return isApproved && approvedUpTo - sent >= removals;
        }
    }

    /** What a run may remove now. */
    public RemovalRule rule(Connection connection, Claim claim) throws SQLException {
        return new Select("""
                select coalesce(s.hold_floor, t.hold_floor) as floor, coalesce(s.hold_percent, t.hold_percent) as percent,
                       coalesce(s.hold_off, t.hold_off) as off, h.held, h.ceiling - h.sent as approved
                  from segment s
                  join tenant t on t.id = s.tenant_id
                  left join hold h on h.tenant_id = s.tenant_id and h.sync_id = ? and h.state in ('open', 'approved')
                 where s.tenant_id = ? and s.id = ?""", claim.sync(), claim.tenant(), claim.segment())
                .first(connection, Holds::rule)
                .orElseThrow();
    }

    /**
     * From now on these removals wait; whoever waits already is counted anew, and an approval that is too small ends.
     *
     * @param besides so many were allowed before and are still on their way: a person's word must be enough for them, too
     */
    public void keepBack(
            Connection connection, Claim claim, long removals, long besides, long held, List<String> sample)
            throws SQLException {
        Optional<Pending> before = pending(connection, claim);
        if (before.isEmpty()) {
            insert(connection, claim, removals + besides, held, sample);
            tell(connection, claim, "held removals", removals + " of " + held + " wait for a person");
            return;
        }
        // Approved while they were counted: that stands, when it is for as many.
        boolean isApproved = before.get().isEnoughFor(removals + besides);
        count(connection, claim, before.get().id(), isApproved, removals + besides, held, sample);
        if (before.get().isApproved() && !isApproved) {
            tell(
                    connection,
                    claim,
                    "held removals again",
                    "up to " + before.get().approvedUpTo() + " were approved and "
                            + before.get().sent() + " of them sent; now " + removals + " of " + held
                            + " wait for a person");
        }
    }

    /** So many approved removals were confirmed. */
    public void sent(Connection connection, Claim claim, int removals) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update hold set sent = sent + ? where tenant_id = ? and sync_id = ? and state = 'approved'""")) {
            update.setInt(1, removals);
            update.setLong(2, claim.tenant());
            update.setLong(3, claim.sync());
            update.executeUpdate();
        }
    }

    /** Nothing waits any more: what was approved is sent, or the removals went away by themselves. */
    public void close(Connection connection, Claim claim) throws SQLException {
        Optional<Pending> before = pending(connection, claim);
        if (before.isEmpty()) {
            return;
        }
        boolean isDone = before.get().isApproved();
        new Select(
                        "update hold set state = ?, closed_at = now() where tenant_id = ? and id = ? returning id",
                        isDone ? "done" : "gone",
                        claim.tenant(),
                        before.get().id())
                .first(connection, row -> true);
        tell(
                connection,
                claim,
                isDone ? "sent approved removals" : "held no removals any more",
                isDone
                        ? before.get().sent() + " were sent"
                        : "the members came back, or the rule lets what is left pass");
    }

    private static Optional<Pending> pending(Connection connection, Claim claim) throws SQLException {
        return new Select("""
                select id, state = 'approved' as approved, coalesce(ceiling, 0) as ceiling, sent from hold
                 where tenant_id = ? and sync_id = ? and state in ('open', 'approved') for update""", claim.tenant(), claim.sync())
                .first(
                        connection,
                        row -> new Pending(row.getLong(1), row.getBoolean(2), row.getLong(3), row.getLong(4)));
    }

    private static void insert(Connection connection, Claim claim, long removals, long held, List<String> sample)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into hold (tenant_id, sync_id, removals, held, sample, delivery_id) values (?, ?, ?, ?, ?, ?)""")) {
            insert.setLong(1, claim.tenant());
            insert.setLong(2, claim.sync());
            insert.setLong(3, removals);
            insert.setLong(4, held);
            insert.setArray(5, connection.createArrayOf("text", sample.toArray()));
            insert.setObject(6, HoldCause.of(connection, claim).orElse(null), Types.BIGINT);
            insert.executeUpdate();
        }
    }

    private static void count(
            Connection connection,
            Claim claim,
            long hold,
            boolean isApproved,
            long removals,
            long held,
            List<String> sample)
            throws SQLException {
        Optional<Long> cause = HoldCause.of(connection, claim);
        try (PreparedStatement update = connection.prepareStatement("""
                update hold set state = ?, ceiling = case when ? then ceiling end, sent = case when ? then sent else 0 end,
                       removals = ?, held = case when state = 'open' then least(held, ?) else ? end, sample = ?,
                       delivery_id = coalesce(?, delivery_id), counted_at = now()
                 where tenant_id = ? and id = ?""")) {
            update.setString(1, isApproved ? "approved" : "open");
            update.setBoolean(2, isApproved);
            update.setBoolean(3, isApproved);
            update.setLong(4, removals);
            update.setLong(5, held);
            update.setLong(6, held);
            update.setArray(7, connection.createArrayOf("text", sample.toArray()));
            update.setObject(8, cause.orElse(null), Types.BIGINT);
            update.setLong(9, claim.tenant());
            update.setLong(10, hold);
            update.executeUpdate();
        }
    }

    private void tell(Connection connection, Claim claim, String action, String detail) throws SQLException {
        audit.write(
                connection, claim.tenant(), US, action, Syncs.called(connection, claim.tenant(), claim.sync()), detail);
    }

    private static RemovalRule rule(ResultSet row) throws SQLException {
        HoldPolicy policy = new HoldPolicy(row.getInt("floor"), row.getInt("percent"), row.getBoolean("off"));
        return new RemovalRule(policy, number(row, "held"), number(row, "approved"));
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
