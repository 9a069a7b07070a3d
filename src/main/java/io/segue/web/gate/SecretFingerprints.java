package io.segue.web.gate;

import io.segue.platform.Database;
import io.segue.platform.Fingerprints;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.platform.UniqueViolation;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Keyed fingerprints of the secrets that webhooks are signed with: with one secret for two tenants, a call for one would
 * verify at the other's URL.
 */
@ApplicationScoped
public class SecretFingerprints {

    private final Database database;
    private final Fingerprints fingerprints;

    SecretFingerprints(Database database, Fingerprints fingerprints) {
        this.database = database;
        this.fingerprints = fingerprints;
    }

    /** Outside of any transaction: it looks at every tenant. */
    public boolean isAnothers(long tenant, Secret secret) {
        return database.as(
                Database.Role.GATE,
                connection -> new Select(
                                "select 1 from secret_fingerprint where fingerprint = ? and tenant_id <> ?",
                                fingerprints.of(secret),
                                tenant)
                        .first(connection, row -> true)
                        .isPresent());
    }

    /** In the transaction that stores the secret; of two tenants at once the slower one fails, see {@link #isTaken}. */
    public void keep(Connection connection, long tenant, Secret secret) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into secret_fingerprint (tenant_id, fingerprint) values (?, ?) on conflict (tenant_id, fingerprint) do nothing")) {
            insert.setLong(1, tenant);
            insert.setBytes(2, fingerprints.of(secret));
            insert.executeUpdate();
        }
    }

    /** Whether a transaction failed because another tenant saved the same secret at the same moment. */
    public static boolean isTaken(Throwable failure) {
        return UniqueViolation.isOf("secret_fingerprint_uk", failure);
    }
}
