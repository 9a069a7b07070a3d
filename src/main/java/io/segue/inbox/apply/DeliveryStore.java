package io.segue.inbox.apply;

import io.segue.inbox.KeptBody;
import io.segue.inbox.PageReader.Rest;
import io.segue.inbox.apply.WaitingDelivery.State;
import io.segue.platform.Deflated;
import io.segue.platform.Select;
import io.segue.segment.ChangeCount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What an application reads and writes of one segment's deliveries. */
class DeliveryStore {

    /** A page that a person accepts is no newer than its arrival, whatever it says of itself. */
    private static final String COLUMNS = """
            id, received_at, case when replays > 0 then least(signed_at, received_at) else signed_at end as signed_at,
            action, task_id, page_number, total_pages, segment_name, body_size, task_order, replays""";

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
            for (WaitingDelivery delivery : read(select, DeliveryStore::whyWaiting)) {
                bytes += delivery.bodySize();
                if (!fitting.isEmpty() && bytes > mostBytes) {
                    break;
                }
                fitting.add(delivery);
            }
            return fitting;
        }
    }

    /** Deliveries that are applied already and have their place behind this one: newer tasks', then later ones. */
    List<WaitingDelivery> appliedBehind(long taskOrder, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " " + """
                 from delivery where tenant_id = ? and segment_id = ? and verdict = 'applied' and (task_order, id) > (?, ?)""")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setLong(3, taskOrder);
            select.setLong(4, id);
            return read(select, row -> State.RESTATED);
        }
    }

    Optional<WaitingDelivery> find(long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from delivery where tenant_id = ? and segment_id = ? and id = ?")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setLong(3, id);
            return read(select, row -> State.RESTATED).stream().findFirst();
        }
    }

    byte[] body(WaitingDelivery delivery) throws SQLException {
        // With its size of now: an erasure may have written both anew since the delivery was read.
        try (PreparedStatement select = connection.prepareStatement("""
                select b.body, d.body_size from delivery_body b
                  join delivery d on d.tenant_id = b.tenant_id and d.id = b.id and d.received_at = b.received_at
                 where b.tenant_id = ? and b.id = ? and b.received_at = ?""")) {
            select.setLong(1, tenant);
            select.setLong(2, delivery.id());
            select.setTimestamp(3, Timestamp.from(delivery.receivedAt()));
            try (ResultSet rows = select.executeQuery()) {
                // Bodies go before deliveries: what is gone was applied long ago.
                return rows.next() ? Deflated.inflate(rows.getBytes(1), rows.getInt(2)) : new byte[0];
            }
        }
    }

    /** Before they are read to be written anew. */
    void lockBodies(List<WaitingDelivery> deliveries) throws SQLException {
        KeptBody.lock(
                connection, tenant, deliveries.stream().map(WaitingDelivery::id).toList());
    }

    /** Keeps a body without those members; its digest stays that of what came. */
    void keepOnly(WaitingDelivery delivery, Rest rest) throws SQLException {
        new KeptBody(connection, tenant, delivery.id(), delivery.receivedAt()).replace(rest);
    }

    /** Marks those that waited, in the order of their numbers; the map tells what each changed, by its place. */
    void markApplied(List<WaitingDelivery> all, Map<Integer, ChangeCount> changed, long newestOrder)
            throws SQLException {
        try (PreparedStatement first = connection.prepareStatement("""
                        update delivery set verdict = 'applied', applied_at = now(), late = ? < ?, task_order = ?,
                               changed = ?, joined = ?, touched = ?, departed = ?
                         where tenant_id = ? and id = ? and received_at = ?""");
                // What it did the first time stays.
                PreparedStatement again = connection.prepareStatement("""
                        update delivery set verdict = 'applied', replay_changed = ?
                         where tenant_id = ? and id = ? and received_at = ?""")) {
            List<Integer> byNumber = IntStream.range(0, all.size())
                    .boxed()
                    .sorted(Comparator.comparing(place -> all.get(place).id()))
                    .toList();
            for (int ordinal : byNumber) {
                WaitingDelivery delivery = all.get(ordinal);
                ChangeCount count = changed.getOrDefault(ordinal, ChangeCount.NONE);
                switch (delivery.state()) {
                    case FRESH, ACCEPTED ->
                        add(
                                first,
                                delivery,
                                delivery.taskOrder(),
                                newestOrder,
                                delivery.taskOrder(),
                                count.all(),
                                count.joined(),
                                count.touched(),
                                count.left());
                    case REPEATED -> add(again, delivery, count.all());
                    case RESTATED -> {}
                }
            }
            first.executeBatch();
            again.executeBatch();
        }
    }

    private void add(PreparedStatement update, WaitingDelivery delivery, long... numbers) throws SQLException {
        int place = 1;
        for (long number : numbers) {
            update.setLong(place++, number);
        }
        update.setLong(place++, tenant);
        update.setLong(place++, delivery.id());
        update.setTimestamp(place, Timestamp.from(delivery.receivedAt()));
        update.addBatch();
    }

    /** The segment's name by the newest delivery that says one. */
    Optional<String> newestName(List<WaitingDelivery> all) {
        return all.stream()
                .filter(d -> !d.segmentName().isBlank())
                .max(TaskLog.PLACE)
                .map(WaitingDelivery::segmentName);
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

    private static State whyWaiting(ResultSet row) throws SQLException {
        if (row.getInt("replays") == 0) {
            return State.FRESH;
        }
        return row.getLong("task_order") == 0 ? State.ACCEPTED : State.REPEATED;
    }

    private static List<WaitingDelivery> read(PreparedStatement select, Select.Reader<State> state)
            throws SQLException {
        List<WaitingDelivery> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new WaitingDelivery(
                        row.getLong("id"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getTimestamp("signed_at").toInstant(),
                        row.getString("action"),
                        row.getString("task_id"),
                        row.getLong("page_number"),
                        row.getLong("total_pages"),
                        Select.text(row, "segment_name").orElse(""),
                        row.getInt("body_size"),
                        row.getLong("task_order"),
                        state.read(row)));
            }
        }
        return found;
    }
}
