package io.segue.inbox.apply;

import io.segue.inbox.Deflated;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an application reads and writes of one segment's deliveries and tasks. */
class DeliveryStore {

    private static final String COLUMNS =
            "id, received_at, signed_at, action, task_id, page_number, total_pages, segment_name, body_size, task_order";

    private final Connection connection;
    private final long tenant;
    private final long segment;

    DeliveryStore(Connection connection, long tenant, long segment) {
        this.connection = connection;
        this.tenant = tenant;
        this.segment = segment;
    }

    long tenant() {
        return tenant;
    }

    long segment() {
        return segment;
    }

    boolean hasWaiting() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select exists (select from delivery where tenant_id = ? and segment_id = ? and verdict = 'waiting')""")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** The oldest first, as many as fit into the bytes, at least one. */
    List<WaitingDelivery> waiting(int most, long mostBytes) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " " + """
                 from delivery where tenant_id = ? and segment_id = ? and verdict = 'waiting' order by id limit ?""")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setInt(3, most);
            List<WaitingDelivery> fitting = new ArrayList<>();
            long bytes = 0;
            for (WaitingDelivery delivery : read(select, true)) {
                bytes += delivery.bodySize();
                if (!fitting.isEmpty() && bytes > mostBytes) {
                    break;
                }
                fitting.add(delivery);
            }
            return fitting;
        }
    }

    /** Deliveries of newer tasks that are applied already. */
    List<WaitingDelivery> appliedAfter(long taskOrder) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " " + """
                 from delivery where tenant_id = ? and segment_id = ? and verdict = 'applied' and task_order > ?""")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setLong(3, taskOrder);
            return read(select, false);
        }
    }

    /** Gives each delivery its task's order: the smallest signed time of the pages by which we first knew the task. */
    List<WaitingDelivery> orderTasks(List<WaitingDelivery> deliveries) throws SQLException {
        Map<String, Long> firstSigned = new HashMap<>();
        for (WaitingDelivery delivery : deliveries) {
            firstSigned.merge(delivery.taskId(), delivery.signedAt().toEpochMilli(), Math::min);
        }
        Map<String, Long> orders = new HashMap<>();
        List<Map.Entry<String, Long>> byTime = new ArrayList<>(firstSigned.entrySet());
        byTime.sort(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        for (Map.Entry<String, Long> task : byTime) {
            orders.put(task.getKey(), orderOf(task.getKey(), task.getValue()));
        }
        List<WaitingDelivery> ordered = new ArrayList<>();
        for (WaitingDelivery delivery : deliveries) {
            ordered.add(delivery.inTask(orders.getOrDefault(delivery.taskId(), 0L)));
        }
        return ordered;
    }

    byte[] body(WaitingDelivery delivery) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select body from delivery_body where tenant_id = ? and id = ? and received_at = ?")) {
            select.setLong(1, tenant);
            select.setLong(2, delivery.id());
            select.setTimestamp(3, Timestamp.from(delivery.receivedAt()));
            try (ResultSet rows = select.executeQuery()) {
                // Bodies go before deliveries: what is gone was applied long ago.
                return rows.next() ? Deflated.inflate(rows.getBytes(1), delivery.bodySize()) : new byte[0];
            }
        }
    }

    /** Marks the new ones among them; the map tells how many members each changed, by its place. */
    void markApplied(List<WaitingDelivery> all, Map<Integer, Integer> changed, long newestOrder) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery set verdict = 'applied', applied_at = now(), task_order = ?, changed = ?, late = ?
                 where tenant_id = ? and id = ? and received_at = ?""")) {
            for (int ordinal = 0; ordinal < all.size(); ordinal++) {
                WaitingDelivery delivery = all.get(ordinal);
                if (delivery.isNew()) {
                    update.setLong(1, delivery.taskOrder());
                    update.setInt(2, changed.getOrDefault(ordinal, 0));
                    update.setBoolean(3, delivery.taskOrder() < newestOrder);
                    update.setLong(4, tenant);
                    update.setLong(5, delivery.id());
                    update.setTimestamp(6, Timestamp.from(delivery.receivedAt()));
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    /** The segment's name by the newest delivery that says one. */
    Optional<String> newestName(List<WaitingDelivery> all) {
        return all.stream()
                .filter(d -> !d.segmentName().isBlank())
                .max(Comparator.comparingLong(WaitingDelivery::taskOrder).thenComparingLong(WaitingDelivery::id))
                .map(WaitingDelivery::segmentName);
    }

    /** Counts pages into their tasks; true when a task became complete. */
    boolean countPages(List<WaitingDelivery> deliveries) throws SQLException {
        Map<String, List<WaitingDelivery>> byTask = new HashMap<>();
        deliveries.forEach(
                d -> byTask.computeIfAbsent(d.taskId(), t -> new ArrayList<>()).add(d));
        boolean completed = false;
        try (PreparedStatement update = connection.prepareStatement("""
                update task set pages_applied = pages_applied + ?, total_pages = greatest(total_pages, ?), last_at = now(),
                       quiet_at = null, incomplete_at = null,
                       completed_at = case when pages_applied + ? >= greatest(total_pages, ?) then now() end
                 where tenant_id = ? and segment_id = ? and task_id = ?
                returning completed_at is not null""")) {
            for (Map.Entry<String, List<WaitingDelivery>> task : byTask.entrySet()) {
                long total = task.getValue().stream()
                        .mapToLong(WaitingDelivery::totalPages)
                        .max()
                        .orElse(1);
                update.setInt(1, task.getValue().size());
                update.setLong(2, total);
                update.setInt(3, task.getValue().size());
                update.setLong(4, total);
                update.setLong(5, tenant);
                update.setLong(6, segment);
                update.setString(7, task.getKey());
                try (ResultSet rows = update.executeQuery()) {
                    completed |= rows.next() && rows.getBoolean(1);
                }
            }
        }
        return completed;
    }

    /** This one and no other: meanwhile somebody else may have dealt with it. */
    void setAside(long delivery, String fault) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery set verdict = 'failed', fault = ?
                 where tenant_id = ? and segment_id = ? and id = ? and verdict = 'waiting'""")) {
            update.setString(1, fault);
            update.setLong(2, tenant);
            update.setLong(3, segment);
            update.setLong(4, delivery);
            update.executeUpdate();
        }
    }

    private long orderOf(String taskId, long signedAt) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select task_order from task where tenant_id = ? and segment_id = ? and task_id = ?")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setString(3, taskId);
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    return rows.getLong(1);
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into task (tenant_id, segment_id, task_id, task_order) values (?, ?, ?, ?) on conflict do nothing""")) {
            // Two tasks of one millisecond: the one we hear of later is the newer.
            for (long order = signedAt; ; order++) {
                insert.setLong(1, tenant);
                insert.setLong(2, segment);
                insert.setString(3, taskId);
                insert.setLong(4, order);
                if (insert.executeUpdate() == 1) {
                    return order;
                }
            }
        }
    }

    private static List<WaitingDelivery> read(PreparedStatement select, boolean isNew) throws SQLException {
        List<WaitingDelivery> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new WaitingDelivery(
                        rows.getLong(1),
                        rows.getTimestamp(2).toInstant(),
                        rows.getTimestamp(3).toInstant(),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getLong(6),
                        rows.getLong(7),
                        orEmpty(rows.getString(8)),
                        rows.getInt(9),
                        rows.getLong(10),
                        isNew));
            }
        }
        return found;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
