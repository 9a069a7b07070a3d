package io.segue.flags.engine;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.Connections;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.HeapPlace;
import io.segue.flags.choice.Choices;
import io.segue.flags.write.HeapPlaces;
import io.segue.flags.write.SdkKeys;
import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Gathers what a run has to do; ends in a {@link VendorException} when something of it is not there. */
@ApplicationScoped
class WriteTasks {

    private final Database database;
    private final Connections connections;
    private final Choices choices;
    private final SdkKeys keys;
    private final HeapPlaces places;

    WriteTasks(Database database, Connections connections, Choices choices, SdkKeys keys, HeapPlaces places) {
        this.database = database;
        this.connections = connections;
        this.choices = choices;
        this.keys = keys;
        this.places = places;
    }

    WriteTask of(long tenant, long connection) {
        ConnectionAccess access = connections
                .open(tenant, connection)
                .orElseThrow(
                        () -> new VendorException(VendorFailure.of(Kind.NOT_FOUND, 0, "The connection was removed.")));
        return database.inTenant(tenant, c -> {
            SdkKeys.Opened key = keys.open(c, tenant, connection)
                    .orElseThrow(() -> missing("The environment’s SDK key is not saved. An editor enters it."));
            HeapPlace place = places.find(c, tenant, connection)
                    .orElseThrow(() -> missing("Heap’s app ID is not saved. An editor enters it."));
            return new Select(
                            "select id, segments, plan_version from flag_write where tenant_id = ? and connection_id = ?",
                            tenant,
                            connection)
                    .first(
                            c,
                            row -> new WriteTask(
                                    access,
                                    key,
                                    place,
                                    choices.current(c, tenant, connection),
                                    segments(row),
                                    row.getLong(3),
                                    openBatches(c, tenant, row.getLong(1))))
                    .orElseThrow();
        });
    }

    private static VendorException missing(String what) {
        return new VendorException(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 0, what));
    }

    private static List<Long> segments(ResultSet row) throws SQLException {
        Array segments = row.getArray(2);
        return segments == null ? List.of() : List.of((Long[]) segments.getArray());
    }

    private static List<Long> openBatches(Connection c, long tenant, long order) throws SQLException {
        return new Select("select batch from flag_open_batch where tenant_id = ? and write_id = ?", tenant, order)
                .list(c, row -> row.getLong(1));
    }
}
