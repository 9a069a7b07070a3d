package io.segue.erasure;

import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Whom an erasure is about, sealed under the master key for as long as it goes on. */
@ApplicationScoped
class ErasureSeal {

    static final String PURPOSE = "erased values";

    private final Sealer sealer;

    ErasureSeal(Sealer sealer) {
        this.sealer = sealer;
    }

    void write(Connection connection, long tenant, long erasure, ErasedValues values) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update erasure set sealed_values = ? where tenant_id = ? and id = ?")) {
            update.setBytes(1, sealer.seal(values.write(), purpose(tenant, erasure)));
            update.setLong(2, tenant);
            update.setLong(3, erasure);
            update.executeUpdate();
        }
    }

    /** Empty when the erasure is done: then it is needed no more. */
    Optional<ErasedValues> open(Connection connection, long tenant, long erasure) throws SQLException {
        return new Select(
                        "select sealed_values from erasure where tenant_id = ? and id = ? and sealed_values is not null",
                        tenant,
                        erasure)
                .first(connection, row -> row.getBytes(1))
                .map(stored -> ErasedValues.read(sealer.openBytes(stored, purpose(tenant, erasure))));
    }

    private static SealPurpose purpose(long tenant, long erasure) {
        return new SealPurpose(PURPOSE, tenant, erasure);
    }
}
