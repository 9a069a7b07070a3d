package io.segue.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The key of this installation under which values are hashed that must be recognised for ever, and known to nobody. */
@ApplicationScoped
public class HashKey {

    private static final SealPurpose PURPOSE = new SealPurpose("hash key", 0, 0);
    private static final int BYTES = 32;

    private final Database database;
    private final OpaqueIds ids;
    private final Sealer sealer;
    private volatile byte @Nullable [] known;

    HashKey(Database database, OpaqueIds ids, Sealer sealer) {
        this.database = database;
        this.ids = ids;
        this.sealer = sealer;
    }

    /** Makes the key unless it is there; a transaction of its own, so that whoever rolls back does not take it along. */
    public void ensure() {
        if (known != null) {
            return;
        }
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        // Makes the installation's row.
        ids.encode("any", 0);
        database.doInTenant(0, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update installation set sealed_hash_key = ? where sealed_hash_key is null")) {
                update.setBytes(1, sealer.seal(fresh, PURPOSE));
                update.executeUpdate();
            }
        });
    }

    /** One that was made before. */
    public byte[] get(Connection connection) throws SQLException {
        byte[] key = known;
        if (key == null) {
            key = new Select("select sealed_hash_key from installation where sealed_hash_key is not null")
                    .first(connection, row -> row.getBytes(1))
                    .map(stored -> sealer.openBytes(stored, PURPOSE))
                    .orElseThrow(() -> new IllegalStateException(
                            "Reading the installation's hash key: expected one, there is none"));
            known = key;
        }
        return key.clone();
    }
}
