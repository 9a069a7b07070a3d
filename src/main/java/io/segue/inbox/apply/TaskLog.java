package io.segue.inbox.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Heap's tasks of one segment: their order, and how many of their pages are here. */
class TaskLog {

    /** The order in which words count: the newest task's, and within a task the latest delivery's. */
    static final Comparator<WaitingDelivery> PLACE =
            Comparator.comparingLong(WaitingDelivery::taskOrder).thenComparingLong(WaitingDelivery::id);

    private final Connection connection;
    private final long tenant;
    private final long segment;

    TaskLog(Connection connection, long tenant, long segment) {
        this.connection = connection;
        this.tenant = tenant;
        this.segment = segment;
    }

    /** Gives each delivery its task's order: the smallest signed time of the pages by which we first knew the task. */
    List<WaitingDelivery> order(List<WaitingDelivery> deliveries) throws SQLException {
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
        return deliveries.stream()
                .map(delivery -> delivery.inTask(orders.getOrDefault(delivery.taskId(), 0L)))
                .sorted(PLACE)
                .toList();
    }

    /** Counts pages into their tasks, before they are marked applied; true when a task became complete. */
    boolean countPages(List<WaitingDelivery> deliveries) throws SQLException {
        Map<String, Set<Long>> pages = new HashMap<>();
        Map<String, Long> totals = new HashMap<>();
        for (WaitingDelivery delivery : deliveries) {
            if (isNewPage(delivery)) {
                pages.computeIfAbsent(delivery.taskId(), task -> new HashSet<>())
                        .add(delivery.page());
                totals.merge(delivery.taskId(), delivery.totalPages(), Math::max);
            }
        }
        boolean completed = false;
        try (PreparedStatement update = connection.prepareStatement("""
                update task set pages_applied = pages_applied + ?, total_pages = greatest(total_pages, ?), last_at = now(),
                       quiet_at = null, incomplete_at = null,
                       completed_at = case when pages_applied + ? >= greatest(total_pages, ?) then now() end
                 where tenant_id = ? and segment_id = ? and task_id = ?
                returning completed_at is not null""")) {
            for (Map.Entry<String, Set<Long>> task : pages.entrySet()) {
                long total = totals.getOrDefault(task.getKey(), 1L);
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

    /** A page is counted once, whatever is replayed: a second content of it, or the same content again, is no new page. */
    private boolean isNewPage(WaitingDelivery delivery) throws SQLException {
        if (!delivery.isReplayed()) {
            return true;
        }
        if (delivery.state() == WaitingDelivery.State.REPEATED) {
            return false;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                select not exists (select from delivery where tenant_id = ? and segment_id = ? and task_order = ?
                                      and page_number = ? and verdict = 'applied')""")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setLong(3, delivery.taskOrder());
            select.setLong(4, delivery.page());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
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
}
