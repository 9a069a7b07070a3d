package io.segue.inbox.page;

import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.TaskProgress;
import io.segue.inbox.page.InboxRow.Effect;
import io.segue.inbox.page.InboxRow.Parts;
import io.segue.inbox.page.InboxRow.Replay;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads deliveries for pages, newest first. */
@ApplicationScoped
public class InboxViews {

    static final int PAGE = 50;

    private static final String COLUMNS = """
            select d.id, d.received_at, d.signed_at, d.verdict, d.fault, d.other_id_token, d.action, d.segment_id, d.heap_segment_id,
                   d.segment_name, d.task_id, d.page_number, d.total_pages, d.body_size, d.adds, d.removes, d.blanks, d.erased,
                   d.changed, d.joined, d.touched, d.departed, d.late, d.duplicates, d.last_duplicate_at, d.applied_at,
                   d.verdict_before, d.replays, d.replayed_at, d.replayed_by, d.replay_changed, %s
              from delivery d %s where d.tenant_id = ?""".formatted(TaskProgress.COLUMNS, TaskProgress.JOIN);

    private final Database database;
    private final OpaqueIds ids;

    InboxViews(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** One page of rows, and the last id of it when older ones follow. */
    record Page(List<InboxRow> rows, Optional<String> older) {}

    Page page(long tenant, DeliveryFilter filter, Optional<Long> before) {
        List<Object> values = new ArrayList<>(List.of(tenant));
        values.addAll(filter.values());
        StringBuilder sql = new StringBuilder(COLUMNS).append(filter.condition());
        before.ifPresent(id -> {
            sql.append(" and d.id < ?");
            values.add(id);
        });
        sql.append(" order by d.id desc limit ").append(PAGE + 1);
        List<InboxRow> found = database.inTenant(
                tenant, connection -> new Select(sql.toString(), values.toArray()).list(connection, this::row));
        List<InboxRow> shown = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> older =
                found.size() > PAGE ? Optional.of(shown.get(PAGE - 1).id()) : Optional.empty();
        return new Page(List.copyOf(shown), older);
    }

    /** How many came after this one; a page full is as good as more. */
    int newer(long tenant, DeliveryFilter filter, long than) {
        List<Object> values = new ArrayList<>(List.of(tenant));
        values.addAll(filter.values());
        values.add(than);
        String sql = "select count(*) from (select from delivery d where d.tenant_id = ?" + filter.condition()
                + " and d.id > ? limit " + PAGE + ") newer";
        return database.inTenant(
                tenant,
                connection -> new Select(sql, values.toArray())
                        .first(connection, row -> row.getInt(1))
                        .orElse(0));
    }

    Optional<InboxRow> find(long tenant, long delivery) {
        return database.inTenant(
                tenant,
                connection -> new Select(COLUMNS + " and d.id = ?", tenant, delivery).first(connection, this::row));
    }

    /** The delivery that came first with the same page of the same task; empty when that is this one. */
    Optional<String> first(long tenant, long delivery) {
        return database.inTenant(
                tenant,
                connection ->
                        new Select("""
                select k.delivery_id from delivery d
                  join delivery_key k on k.tenant_id = d.tenant_id and k.heap_segment_id = d.heap_segment_id
                       and k.task_id = d.task_id and k.page_number = d.page_number
                 where d.tenant_id = ? and d.id = ? and k.delivery_id <> d.id""", tenant, delivery).first(connection, row -> ids.encode("dlv", row.getLong(1))));
    }

    /** As stored: deflated; empty once the body's retention is over. */
    public Optional<byte[]> body(long tenant, long delivery) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                "select body from delivery_body where tenant_id = ? and id = ?", tenant, delivery)
                        .first(connection, row -> row.getBytes(1)));
    }

    private InboxRow row(ResultSet row) throws SQLException {
        return new InboxRow(
                ids.encode("dlv", row.getLong("id")),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("signed_at").toInstant(),
                row.getString("verdict"),
                Select.text(row, "fault"),
                Select.text(row, "other_id_token"),
                row.getString("action"),
                Optional.ofNullable(row.getObject("segment_id", Long.class)).map(id -> ids.encode("seg", id)),
                Select.text(row, "heap_segment_id"),
                Select.text(row, "segment_name"),
                Select.text(row, "task_id"),
                TaskProgress.read(row),
                row.getLong("page_number"),
                row.getLong("total_pages"),
                row.getInt("body_size"),
                row.getInt("adds"),
                row.getInt("removes"),
                row.getInt("blanks"),
                row.getInt("erased"),
                effect(row),
                row.getBoolean("late"),
                row.getInt("duplicates"),
                Select.time(row, "last_duplicate_at"),
                Select.time(row, "applied_at"),
                replay(row));
    }

    private static Effect effect(ResultSet row) throws SQLException {
        Parts parts = new Parts(row.getInt("joined"), row.getInt("touched"), row.getInt("departed"));
        boolean isKept = row.getObject("joined") != null;
        return new Effect(row.getInt("changed"), isKept ? Optional.of(parts) : Optional.empty());
    }

    private static Optional<Replay> replay(ResultSet row) throws SQLException {
        return row.getInt("replays") == 0
                ? Optional.empty()
                : Optional.of(new Replay(
                        row.getString("verdict_before"),
                        row.getInt("replays"),
                        row.getTimestamp("replayed_at").toInstant(),
                        row.getString("replayed_by"),
                        Optional.ofNullable(row.getObject("replay_changed", Integer.class))));
    }
}
