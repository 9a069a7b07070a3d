package io.segue.sync.rest;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads runs for the API. */
@ApplicationScoped
class RunReads {

    static final String COLUMNS =
            "id, state, cause, adds, removes, calls, retries, quarantined, created_at, started_at,"
                    + " finished_at, failure_code, failure_message";

    private final Database database;
    private final OpaqueIds ids;

    RunReads(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    Optional<ShownRun> find(long tenant, long run) {
        return database.inTenant(
                tenant,
                connection -> new Select("select " + COLUMNS + " from run where tenant_id = ? and id = ?", tenant, run)
                        .first(connection, this::shown));
    }

    ShownRun shown(ResultSet row) throws SQLException {
        return new ShownRun(
                ids.encode(ShownRun.PREFIX, row.getLong("id")),
                row.getString("state"),
                row.getString("cause"),
                row.getLong("adds"),
                row.getLong("removes"),
                row.getLong("calls"),
                row.getLong("retries"),
                row.getLong("quarantined"),
                row.getTimestamp("created_at").toInstant(),
                Select.time(row, "started_at").orElse(null),
                Select.time(row, "finished_at").orElse(null),
                row.getString("failure_code") == null
                        ? null
                        : ShownError.read(row).orElse(null));
    }
}
