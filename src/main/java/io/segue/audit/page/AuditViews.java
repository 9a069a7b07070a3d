package io.segue.audit.page;

import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the audit log, newest first, piece by piece. */
@ApplicationScoped
public class AuditViews {

    static final int PAGE = 50;

    private final Database database;

    AuditViews(Database database) {
        this.database = database;
    }

    /** One entry as it was written. */
    public record Entry(
            long id,
            Instant at,
            String actor,
            String action,
            String subject,
            String detail,
            Optional<String> address,
            Optional<String> before,
            Optional<String> after) {

        /** Whether there is more to tell than who did what. */
        public boolean isSaid() {
            return before.isPresent() || after.isPresent() || !detail.isEmpty();
        }
    }

    /** At most so many entries, older than the one of that id when there is one. */
    public List<Entry> read(long tenant, AuditQuery query, Optional<Long> before, int most) {
        List<Object> values = new ArrayList<>(List.of(tenant));
        values.addAll(query.values());
        before.ifPresent(values::add);
        String sql =
                "select id, at, actor, action, subject, detail, address, before, after from audit_entry where tenant_id = ?"
                        + query.condition() + (before.isPresent() ? " and id < ?" : "") + " order by id desc limit "
                        + most;
        return database.inTenant(
                tenant, connection -> new Select(sql, values.toArray()).list(connection, AuditViews::entry));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                Select.text(row, "address"),
                Select.text(row, "before"),
                Select.text(row, "after"));
    }
}
