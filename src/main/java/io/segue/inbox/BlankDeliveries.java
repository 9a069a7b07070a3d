package io.segue.inbox;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.BlankIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Finds the deliveries that held items without a usable id. */
@ApplicationScoped
class BlankDeliveries implements BlankIds {

    private final Database database;
    private final OpaqueIds ids;

    BlankDeliveries(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    @Override
    public List<Delivery> list(long tenant, long segment, Optional<Long> before, int most) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select id, received_at, task_id, page_number, total_pages, blanks from delivery
                 where tenant_id = ? and segment_id = ? and blanks > 0 and id < ? order by id desc limit ?""", tenant, segment, before.orElse(Long.MAX_VALUE), most)
                        .list(connection, this::delivery));
    }

    @Override
    public Count count(long tenant, long segment) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select count(*), coalesce(sum(blanks), 0) from delivery
                 where tenant_id = ? and segment_id = ? and blanks > 0""", tenant, segment)
                        .first(connection, row -> new Count(row.getLong(1), row.getLong(2)))
                        .orElseThrow());
    }

    private Delivery delivery(ResultSet row) throws SQLException {
        long number = row.getLong("id");
        return new Delivery(
                number,
                ids.encode("dlv", number),
                row.getTimestamp("received_at").toInstant(),
                Select.text(row, "task_id"),
                row.getLong("page_number"),
                row.getLong("total_pages"),
                row.getLong("blanks"));
    }
}
