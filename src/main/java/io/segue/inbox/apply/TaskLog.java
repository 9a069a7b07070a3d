package io.segue.inbox.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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

    /**
     * Heap's samples count pages from 1; nowhere does it say that all senders do. One that counts from 0 ends with page
     * total - 1 or with page total, and as many pages as it names may be all or one too few. So with a page 0 only one
     * page more makes the task complete at once; without it the task is complete when no page came for a while
     * ({@link #QUIET}). Neither is called complete before its last page, and neither waits for one that never comes. A
     * page 0 that comes last is the exception: until then such a task looks like one that counts from 1.
     */
    private static final String COUNT = """
            update task t
               set pages_applied = t.pages_applied + n.pages, first_page = least(t.first_page, n.first),
                   last_page = greatest(t.last_page, n.last),
                   total_pages = greatest(t.total_pages, n.total,
                       case when least(t.first_page, n.first) = 0 then greatest(t.last_page, n.last) + 1 end),
                   last_at = now(), quiet_at = null, incomplete_at = null,
                   completed_at = case when t.pages_applied + n.pages >= greatest(t.total_pages, n.total,
                       case when least(t.first_page, n.first) = 0 then n.total + 1 end) then now() end
              from (values (?::bigint, ?::bigint, ?::bigint, ?::bigint)) n (pages, total, first, last)
             where t.tenant_id = ? and t.segment_id = ? and t.task_id = ?
            returning t.completed_at is not null""";

    /** Nothing came for a while: no further page of a task that counts from 0 is to be expected when enough are here. */
    static final String QUIET =
            "quiet_at = now(), completed_at = case when first_page = 0 and pages_applied >= total_pages then now() end";

    static final String INCOMPLETE = "incomplete_at = now()";

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
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            for (Map.Entry<String, Set<Long>> task : pages.entrySet()) {
                update.setInt(1, task.getValue().size());
                update.setLong(2, totals.getOrDefault(task.getKey(), 1L));
                update.setLong(3, Collections.min(task.getValue()));
                update.setLong(4, Collections.max(task.getValue()));
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
