package io.segue.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Keys that an installation makes for itself, once, and that outlive its master key: they lie sealed in one row. */
@ApplicationScoped
class InstallationKeys {

    static final String ID_KEY = "id key";
    static final String FINGERPRINT_KEY = "fingerprint key";

    private final Database database;
    private final Sealer sealer;
    private volatile @Nullable Keys keys;

    InstallationKeys(Database database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    private record Keys(byte[] idKey, byte[] fingerprintKey) {}

    private record Row(byte[] idKey, byte @Nullable [] fingerprintKey) {}

    /** Makes ids opaque. */
    byte[] idKey() {
        return keys().idKey();
    }

    /** Makes fingerprints of secrets, which have to stay the same. */
    byte[] fingerprintKey() {
        return keys().fingerprintKey();
    }

    private Keys keys() {
        Keys known = keys;
        if (known == null) {
            known = database.inTenant(0, this::read);
            keys = known;
        }
        return known;
    }

    private Keys read(Connection connection) throws SQLException {
        make(connection);
        Row row = row(connection);
        if (row.fingerprintKey() == null) {
            // Of a version that took the fingerprint's key from the master key: what it made must stay comparable.
            keep(connection, sealer.formerFingerprintKey(row.idKey()));
            row = row(connection);
        }
        return new Keys(
                sealer.openBytes(row.idKey(), purpose(ID_KEY)),
                sealer.openBytes(row.fingerprintKey(), purpose(FINGERPRINT_KEY)));
    }

    private void make(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into installation (sealed_id_key, sealed_fingerprint_key) values (?, ?) on conflict do nothing""")) {
            insert.setBytes(1, sealer.seal(random(16), purpose(ID_KEY)));
            insert.setBytes(2, sealer.seal(random(32), purpose(FINGERPRINT_KEY)));
            insert.executeUpdate();
        }
    }

    private void keep(Connection connection, byte[] fingerprintKey) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update installation set sealed_fingerprint_key = ? where sealed_fingerprint_key is null")) {
            update.setBytes(1, sealer.seal(fingerprintKey, purpose(FINGERPRINT_KEY)));
            update.executeUpdate();
        }
    }

    private static Row row(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select sealed_id_key, sealed_fingerprint_key from installation");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return new Row(rows.getBytes(1), rows.getBytes(2));
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    static SealPurpose purpose(String key) {
        return new SealPurpose(key, 0, 0);
    }
}
