package io.segue.inbox.page;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads deliveries for pages, newest first. */
@ApplicationScoped
class InboxViews {

    static final int PAGE = 50;

    private static final String COLUMNS = """
            select id, received_at, signed_at, verdict, fault, action, segment_id, heap_segment_id, segment_name, task_id,
                   page_number, total_pages, body_size, adds, removes, blanks, changed, late, duplicates,
                   last_duplicate_at, applied_at
              from delivery
            """;

    private final Database database;
    private final OpaqueIds ids;

    InboxViews(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** One page of the inbox; older pages follow the last id of this one. */
    record InboxView(String slug, String verdict, boolean isFirst, List<Row> rows, Optional<String> older) {

        /** What the list can be narrowed to. */
        public List<String> verdicts() {
            return List.of("waiting", "applied", "conflict", "stale", "unusable", "failed");
        }
    }

    /** One delivery, without its body. */
    record Row(
            String id,
            Instant receivedAt,
            Instant signedAt,
            String verdict,
            Optional<String> fault,
            String action,
            Optional<String> segmentId,
            Optional<String> heapSegmentId,
            Optional<String> segmentName,
            Optional<String> taskId,
            long page,
            long pages,
            int bodySize,
            int adds,
            int removes,
            int blanks,
            int changed,
            boolean late,
            int duplicates,
            Optional<Instant> lastDuplicateAt,
            Optional<Instant> appliedAt) {

        /** The difference between Heap's clock at signing and ours at receiving. */
        public long secondsUnderway() {
            return java.time.Duration.between(signedAt, receivedAt).toSeconds();
        }
    }

    InboxView page(long tenant, String slug, String verdict, Optional<Long> before) {
        List<Object> parameters = new ArrayList<>(List.of(tenant));
        StringBuilder sql = new StringBuilder(COLUMNS).append(" where tenant_id = ?");
        if (!verdict.isEmpty()) {
            sql.append(" and verdict = ?");
            parameters.add(verdict);
        }
        before.ifPresent(id -> {
            sql.append(" and id < ?");
            parameters.add(id);
        });
        sql.append(" order by id desc limit ").append(PAGE + 1);
        List<Row> found = database.inTenant(
                tenant, connection -> new Select(sql.toString(), parameters.toArray()).list(connection, this::row));
        List<Row> shown = found.subList(0, Math.min(PAGE, found.size()));
        Optional<String> older =
                found.size() > PAGE ? Optional.of(shown.get(PAGE - 1).id()) : Optional.empty();
        return new InboxView(slug, verdict, before.isEmpty(), List.copyOf(shown), older);
    }

    Optional<Row> find(long tenant, long delivery) {
        return database.inTenant(
                tenant,
                connection -> new Select(COLUMNS + " where tenant_id = ? and id = ?", tenant, delivery)
                        .first(connection, this::row));
    }

    /** As stored: deflated; empty once the body's retention is over. */
    Optional<byte[]> body(long tenant, long delivery) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                "select body from delivery_body where tenant_id = ? and id = ?", tenant, delivery)
                        .first(connection, row -> row.getBytes(1)));
    }

    private Row row(ResultSet row) throws SQLException {
        long segment = row.getLong("segment_id");
        boolean hasSegment = !row.wasNull();
        return new Row(
                ids.encode("dlv", row.getLong("id")),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("signed_at").toInstant(),
                row.getString("verdict"),
                Select.text(row, "fault"),
                row.getString("action"),
                hasSegment ? Optional.of(ids.encode("seg", segment)) : Optional.empty(),
                Select.text(row, "heap_segment_id"),
                Select.text(row, "segment_name"),
                Select.text(row, "task_id"),
                row.getLong("page_number"),
                row.getLong("total_pages"),
                row.getInt("body_size"),
                row.getInt("adds"),
                row.getInt("removes"),
                row.getInt("blanks"),
                row.getInt("changed"),
                row.getBoolean("late"),
                row.getInt("duplicates"),
                Select.time(row, "last_duplicate_at"),
                Select.time(row, "applied_at"));
    }
}
