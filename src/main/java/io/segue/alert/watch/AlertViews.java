package io.segue.alert.watch;

import io.segue.alert.Level;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads what is and what was wrong, for pages and pipelines. */
@ApplicationScoped
public class AlertViews {

    private final Database database;
    private final OpaqueIds ids;

    AlertViews(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** What goes on first, the worst on top; then what is over, the latest first. */
    public List<Alert> list(long tenant, long skip, int most) {
        return database.inTenant(
                tenant, connection -> new Select("""
                select * from alert where tenant_id = ?
                 order by recovered_at is not null, case when recovered_at is null then level end, recovered_at desc,
                          id desc offset ? limit ?""", tenant, skip, most).list(connection, this::read));
    }

    private Alert read(ResultSet row) throws SQLException {
        return new Alert(
                ids.encode(Alert.PREFIX, row.getLong("id")),
                row.getString("kind"),
                Level.of(row.getString("level")),
                row.getString("title"),
                row.getString("detail"),
                row.getString("path"),
                Select.text(row, "error"),
                row.getTimestamp("raised_at").toInstant(),
                Select.time(row, "recovered_at"));
    }
}
