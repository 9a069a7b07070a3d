package io.segue.sync;

import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ShownError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A run as lists show it. */
public record RunSummary(
        String id,
        String segment,
        String connection,
        String state,
        String cause,
        Instant createdAt,
        Optional<Instant> finishedAt,
        long adds,
        long removes,
        long quarantined,
        Optional<ShownError> failure) {

    public static final String COLUMNS = """
            select r.id, s.name as segment, c.name as connection, r.state, r.cause, r.created_at, r.finished_at,
                   r.adds, r.removes, r.quarantined, r.failure_code,
                   r.failure_message
              from run r
              join sync y on y.tenant_id = r.tenant_id and y.id = r.sync_id
              join segment s on s.tenant_id = r.tenant_id and s.id = y.segment_id
              join connection c on c.tenant_id = r.tenant_id and c.id = y.connection_id
            """;

    public static RunSummary of(ResultSet row, OpaqueIds ids) throws SQLException {
        return new RunSummary(
                ids.encode("run", row.getLong("id")),
                row.getString("segment"),
                row.getString("connection"),
                row.getString("state"),
                row.getString("cause"),
                row.getTimestamp("created_at").toInstant(),
                Select.time(row, "finished_at"),
                row.getLong("adds"),
                row.getLong("removes"),
                row.getLong("quarantined"),
                ShownError.read(row));
    }
}
