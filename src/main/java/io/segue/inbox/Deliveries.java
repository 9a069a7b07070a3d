package io.segue.inbox;

import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds deliveries by number, for those who know whose word something was. */
@ApplicationScoped
public class Deliveries {

    private final Database database;
    private final OpaqueIds ids;

    Deliveries(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /**
     * One delivery, as a story tells of it.
     *
     * @param id its opaque id
     * @param isLate whether a newer task had spoken before it came
     */
    public record Received(
            long number,
            String id,
            Instant receivedAt,
            Optional<Instant> appliedAt,
            Optional<String> taskId,
            long page,
            long pages,
            boolean isLate) {}

    /** Those that are still kept. */
    public Map<Long, Received> find(long tenant, Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        return database
                .inTenant(tenant, connection -> {
                    IndexOrder.preferForLookUps(connection);
                    return new Select("""
                    select id, received_at, applied_at, task_id, page_number, total_pages, late from delivery
                     where tenant_id = ? and id = any (?)""", tenant, connection.createArrayOf("bigint", numbers.toArray()))
                            .list(connection, this::received);
                })
                .stream()
                .collect(Collectors.toMap(Received::number, Function.identity()));
    }

    private Received received(ResultSet row) throws SQLException {
        long number = row.getLong("id");
        return new Received(
                number,
                ids.encode("dlv", number),
                row.getTimestamp("received_at").toInstant(),
                Select.time(row, "applied_at"),
                Select.text(row, "task_id"),
                row.getLong("page_number"),
                row.getLong("total_pages"),
                row.getBoolean("late"));
    }
}
