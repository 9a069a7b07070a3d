package io.segue.platform.rotation;

import io.quarkus.arc.All;
import io.segue.platform.Database;
import io.segue.platform.Sealer;
import io.segue.platform.rotation.SealedColumn.Place;
import io.segue.platform.rotation.SealedColumn.Reach;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that lies sealed in the database: what it is sealed under, and one value after the other sealed again. */
@ApplicationScoped
class SealedValues {

    private static final int MOST_AT_ONCE = 10_000;

    private final Database database;
    private final Sealer sealer;
    private final List<SealedColumn> columns;

    SealedValues(Database database, Sealer sealer, @All List<SealedColumn> columns) {
        this.database = database;
        this.sealer = sealer;
        this.columns = List.copyOf(columns);
    }

    List<SealedColumn> columns() {
        return columns;
    }

    /** How many values of a column lie under which key, by the key's id in hexadecimal. */
    Map<String, Long> keysInUse(SealedColumn column) {
        return across(column, connection -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            try (PreparedStatement select = connection.prepareStatement(column.keysInUse());
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
            return counts;
        });
    }

    /** What lies under a key before, as many as one round takes on. */
    List<Place> underPrevious(SealedColumn column) {
        return across(column, connection -> {
            List<Place> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(column.find())) {
                select.setArray(
                        1,
                        connection.createArrayOf("bytea", sealer.previousIds().toArray(byte[][]::new)));
                select.setInt(2, MOST_AT_ONCE);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Place(rows.getLong(1), rows.getLong(2), rows.getObject(3)));
                    }
                }
            }
            return found;
        });
    }

    /** In a transaction of its own; false when someone else changed or removed the value meanwhile. */
    boolean sealAgain(SealedColumn column, Place place) {
        return within(column, place, connection -> {
            Optional<byte[]> sealed = locked(connection, column, place).filter(sealer::isUnderPrevious);
            if (sealed.isEmpty()) {
                return false;
            }
            try (PreparedStatement update = connection.prepareStatement(column.change())) {
                update.setBytes(1, sealer.sealAgain(sealed.get(), column.purpose(place)));
                name(update, 2, column, place);
                return update.executeUpdate() == 1;
            }
        });
    }

    private static Optional<byte[]> locked(Connection connection, SealedColumn column, Place place)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(column.lock())) {
            name(select, 1, column, place);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getBytes(1)) : Optional.empty();
            }
        }
    }

    private static void name(PreparedStatement statement, int from, SealedColumn column, Place place)
            throws SQLException {
        statement.setObject(from, place.key());
        if (column.reach() == Reach.TENANT) {
            statement.setLong(from + 1, place.tenant());
        }
    }

    private <T> T across(SealedColumn column, Database.Work<T> work) {
        return switch (column.reach()) {
            case TENANT -> database.as(Database.Role.WORKER, work);
            case GATE -> database.as(Database.Role.GATE, work);
            case INSTALLATION -> database.inTenant(0, work);
        };
    }

    private <T> T within(SealedColumn column, Place place, Database.Work<T> work) {
        return column.reach() == Reach.TENANT ? database.inTenant(place.tenant(), work) : across(column, work);
    }
}
