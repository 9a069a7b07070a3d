package io.segue.erasure;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The key of Heap's deletion API, one for each tenant: sealed, and shown no more than by its last four characters. */
@ApplicationScoped
public class HeapApiKeys {

    static final String PURPOSE = "heap deletion key";
    private static final int LONGEST = 512;

    private final Database database;
    private final Sealer sealer;
    private final Audit audit;
    private final Clock clock;

    HeapApiKeys(Database database, Sealer sealer, Audit audit, Clock clock) {
        this.database = database;
        this.sealer = sealer;
        this.audit = audit;
        this.clock = clock;
    }

    /** What may be shown. */
    public record Known(String appId, String lastFour, Instant setAt, String setBy) {}

    public Optional<Known> find(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                "select app_id, key_last_four, set_at, set_by from heap_api where tenant_id = ?",
                                tenant)
                        .first(
                                connection,
                                row -> new Known(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getTimestamp(3).toInstant(),
                                        row.getString(4))));
    }

    public void save(long tenant, String appId, String key, String actor) {
        if (!appId.strip().matches("[0-9]{1,20}")) {
            throw ProblemException.badRequest(
                    "Saving Heap’s API key: expected the app ID as a number, the environment ID of Main Production.");
        }
        if (key.isBlank() || key.length() > LONGEST) {
            throw ProblemException.badRequest("Saving Heap’s API key: expected a key of 1 to " + LONGEST
                    + " characters. Heap shows it once, under Account, Manage, Privacy & Security.");
        }
        Secret secret = new Secret(key.strip());
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into heap_api (tenant_id, app_id, sealed_key, key_last_four, set_at, set_by)
                    values (?, ?, ?, ?, ?, ?) on conflict (tenant_id) do update
                       set app_id = excluded.app_id, sealed_key = excluded.sealed_key,
                           key_last_four = excluded.key_last_four, set_at = excluded.set_at, set_by = excluded.set_by""")) {
                upsert.setLong(1, tenant);
                upsert.setString(2, appId.strip());
                upsert.setBytes(3, sealer.seal(secret, purpose(tenant)));
                upsert.setString(4, secret.lastFour());
                upsert.setTimestamp(5, Timestamp.from(clock.instant()));
                upsert.setString(6, actor);
                upsert.executeUpdate();
            }
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "saved the API key of Heap",
                    "app ID " + appId.strip(),
                    "ends in " + secret.lastFour());
        });
    }

    public void remove(long tenant, String actor) {
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            try (PreparedStatement delete = connection.prepareStatement("delete from heap_api where tenant_id = ?")) {
                delete.setLong(1, tenant);
                if (delete.executeUpdate() > 0) {
                    audit.write(connection, tenant, actor, "removed the API key of Heap", "heap", "");
                }
            }
        });
    }

    /** With the key in clear, for a call. */
    Optional<HeapApiKey> open(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("select app_id, sealed_key from heap_api where tenant_id = ?", tenant)
                        .first(
                                connection,
                                row -> new HeapApiKey(
                                        row.getString(1), sealer.open(row.getBytes(2), purpose(tenant)))));
    }

    private static SealPurpose purpose(long tenant) {
        return new SealPurpose(PURPOSE, tenant, tenant);
    }
}
