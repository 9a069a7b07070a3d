package io.segue.segment;

import io.segue.platform.DatabaseException;
import io.segue.segment.block.Blocked;
import io.segue.segment.block.Blocks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One application of changes to one segment, in the transaction of the connection. Opening it takes the segment's row
 * lock: changes of one segment commit in the order of their numbers, and there is one applier at a time.
 */
public class SegmentChange implements AutoCloseable {

    /** In the place of a delivery's number: Heap said nothing, a person or we did. */
    public static final long NO_DELIVERY = 0;

    /** The field that is the member's id itself. */
    public static final String ID_FIELD = "id";

    private final Connection connection;
    private final long tenant;
    private final long segment;
    private final Staging staging;
    private final Map<Integer, ChangeCount> changedByOrdinal = new HashMap<>();
    private final List<Long> deliveries = new ArrayList<>();
    private final Set<Integer> leftOut = new HashSet<>();
    private Blocked blocked = Blocked.NOBODY;
    private String keyField = ID_FIELD;
    private long newestOrder;
    private long drainedOrder;
    private long stagedNewest;
    private boolean stagedAdds;
    private boolean stagedRemoves;
    private boolean stagedFields;
    private ChangeCount changed = ChangeCount.NONE;

    /** Waits while another application to the same segment goes on. Who is blocked then is not let in. */
    public static SegmentChange begin(Connection connection, long tenant, long segment, Blocks blocks) {
        SegmentChange change = new SegmentChange(connection, tenant, segment);
        change.lock();
        try {
            // Behind the lock: an erasure removes under it what was let in before it.
            change.blocked = blocks.of(connection, tenant);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
        return change;
    }

    private SegmentChange(Connection connection, long tenant, long segment) {
        this.connection = connection;
        this.tenant = tenant;
        this.segment = segment;
        this.staging = new Staging(connection);
    }

    /** The field that gives members their keys. */
    public String keyField() {
        return keyField;
    }

    /** The order of the newest task applied so far: a page of an older one is late. */
    public long newestOrder() {
        return newestOrder;
    }

    /** What follows is this delivery's word; its ordinal is its place in this application, from 0 on. */
    public int beginDelivery(long delivery) {
        deliveries.add(delivery);
        return deliveries.size() - 1;
    }

    /** Something of this task is applied, even if it names nobody: a page of an older one is late from now on. */
    public void hear(long taskOrder) {
        stagedNewest = Math.max(stagedNewest, taskOrder);
    }

    /** Stages what a delivery says; the ordinal is its place in this application. */
    public void stage(StagedChange change, int ordinal, long taskOrder) {
        if (!blocked.isNobody() && isBlocked(change)) {
            leftOut.add(ordinal);
            return;
        }
        // A drain spoke of everyone: what an older task says counts no more.
        if (taskOrder >= drainedOrder) {
            if (change.present()) {
                stagedAdds = true;
                stagedFields |= change.fields().isPresent();
            } else {
                stagedRemoves = true;
            }
            staging.add(change, ordinal * 2 + (change.present() ? 0 : 1), taskOrder);
            stagedNewest = Math.max(stagedNewest, taskOrder);
        }
    }

    /** The ordinals of those deliveries that named somebody who may not come back. */
    public Set<Integer> leftOut() {
        return Set.copyOf(leftOut);
    }

    public Blocked blocked() {
        return blocked;
    }

    /** Who is blocked by the id or by the key that the segment's key field gives. */
    public boolean isBlocked(StagedChange change) {
        return blocked.holds(change.memberId())
                || (!keyField.equals(ID_FIELD)
                        && change.field(keyField).map(blocked::holds).orElse(false));
    }

    /** Ends the stream of one delivery: the connection can be asked other things before the next. */
    public void endDelivery() {
        staging.finish();
    }

    /** Applies what is staged, then makes everyone leave of whom no newer task has spoken. */
    public void drain(int ordinal, long taskOrder) {
        applyStaged();
        if (taskOrder < drainedOrder) {
            return;
        }
        prepareStatements();
        count(ordinal, 0, 0, leave(taskOrder, deliveries.get(ordinal)));
        drainedOrder = taskOrder;
        stagedNewest = Math.max(stagedNewest, taskOrder);
    }

    /** Applies what is staged and writes the segment's counts; returns what changed, by ordinal. */
    public Map<Integer, ChangeCount> finish() {
        applyStaged();
        try (PreparedStatement update = connection.prepareStatement("""
                update segment set member_count = member_count + ?, newest_order = greatest(newest_order, ?),
                       drained_order = greatest(drained_order, ?), heard_at = now(),
                       changed_at = case when ? > 0 then now() else changed_at end
                 where tenant_id = ? and id = ?""")) {
            update.setLong(1, changed.growth());
            update.setLong(2, stagedNewest);
            update.setLong(3, drainedOrder);
            update.setInt(4, changed.all());
            update.setLong(5, tenant);
            update.setLong(6, segment);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
        return changedByOrdinal;
    }

    @Override
    public void close() {
        staging.close();
    }

    private void lock() {
        try (PreparedStatement select = connection.prepareStatement("""
                select coalesce(key_field, 'id'), newest_order, drained_order from segment
                 where tenant_id = ? and id = ? for no key update""")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("Applying to segment " + segment + " of tenant " + tenant
                            + ": expected it to exist, it does not");
                }
                keyField = rows.getString(1);
                newestOrder = rows.getLong(2);
                drainedOrder = rows.getLong(3);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private void applyStaged() {
        staging.finish();
        if (staging.count() == 0) {
            return;
        }
        prepareStatements();
        long base = reserve(staging.count());
        SegmentChangeSql sql =
                new SegmentChangeSql(connection, tenant, segment, keyField, base, deliveries, stagedFields);
        if (stagedFields) {
            sql.releaseKeys();
        }
        if (stagedAdds) {
            sql.upsertPresent(this::count);
        }
        if (stagedRemoves) {
            sql.upsertAbsent(this::count);
        }
        staging.clear();
        stagedAdds = false;
        stagedRemoves = false;
        stagedFields = false;
    }

    /**
     * However many changes there are, the members of all tenants are never read from end to end; and what some fifty pages
     * bring is sorted and kept in memory, not in files.
     */
    private void prepareStatements() {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true),"
                            + " set_config('work_mem', '16MB', true)");
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Counts one delivery's changes: joined (absent before), changed in another way, left. */
    private void count(int ordinal, int joined, int touched, int left) {
        ChangeCount count = new ChangeCount(joined, touched, left);
        changed = changed.plus(count);
        changedByOrdinal.merge(ordinal, count, ChangeCount::plus);
    }

    /** The segment's row lock keeps everyone else away, so that a row still lies where it was read. */
    private int leave(long taskOrder, long delivery) {
        try (PreparedStatement update = connection.prepareStatement("""
                with leaving as materialized (
                    select ctid as place, row_number() over (order by member_id) as n from segment_member
                     where tenant_id = ? and segment_id = ? and present and task_order < ?)
                update segment_member m
                   set present = false, task_order = ?, delivery_id = ?, past = %s, seq = ? + l.n
                  from leaving l where m.ctid = l.place""".formatted(SegmentChangeSql.PAST))) {
            update.setLong(1, tenant);
            update.setLong(2, segment);
            update.setLong(3, taskOrder);
            update.setLong(4, taskOrder);
            update.setLong(5, delivery);
            update.setLong(6, reserve(members()));
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private long members() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select count(*) from segment_member where tenant_id = ? and segment_id = ? and present")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private long reserve(long numbers) {
        try (PreparedStatement update = connection.prepareStatement("""
                update segment set change_seq = change_seq + ? where tenant_id = ? and id = ?
                returning change_seq - ?""")) {
            update.setLong(1, numbers);
            update.setLong(2, tenant);
            update.setLong(3, segment);
            update.setLong(4, numbers);
            try (ResultSet rows = update.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
