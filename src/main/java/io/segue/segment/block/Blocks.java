package io.segue.segment.block;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.StartupEvent;
import io.segue.platform.Fingerprints;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.segment.block.Blocked.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps who may not come back, and gives them to those who let members in or send keys. */
@ApplicationScoped
public class Blocks {

    private static final int MOST_TENANTS = 1_000;

    /** What the key of the hashes is derived for, from the one of the installation that outlives its master key. */
    private static final Secret VALUES = new Secret("values of erased people");

    private final Fingerprints fingerprints;
    private final Cache<Long, Known> known =
            Caffeine.newBuilder().maximumSize(MOST_TENANTS).build();

    Blocks(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** Good while the tenant's version is this one. */
    private record Known(long version, Blocked blocked) {}

    /** Reads the installation's key, so that nobody does it within a transaction of their own. */
    void begin(@Observes StartupEvent event) {
        fingerprints.of(VALUES);
    }

    /** As of this moment: what was committed before is in it. Not after a change in the same transaction. */
    public Blocked of(Connection connection, long tenant) throws SQLException {
        long version = new Select("select blocks_version from tenant where id = ?", tenant)
                .first(connection, row -> row.getLong(1))
                .orElse(0L);
        if (version == 0) {
            return Blocked.NOBODY;
        }
        Known cached = known.getIfPresent(tenant);
        if (cached != null && cached.version() == version) {
            return cached.blocked();
        }
        Blocked blocked = new Blocked(
                hashes(tenant),
                new Select("select mark, hash from blocked_value where tenant_id = ?", tenant)
                        .list(connection, row -> new Entry(row.getLong(1), row.getBytes(2))));
        known.put(tenant, new Known(version, blocked));
        return blocked;
    }

    /** From the commit on, none of these values comes in or is sent. */
    public void block(Connection connection, long tenant, long erasure, Collection<String> values) throws SQLException {
        ValueHashes hashes = hashes(tenant);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into blocked_value (tenant_id, erasure_id, hash, mark) values (?, ?, ?, ?)
                on conflict do nothing""")) {
            for (String value : values) {
                insert.setLong(1, tenant);
                insert.setLong(2, erasure);
                insert.setBytes(3, hashes.hash(value));
                insert.setLong(4, hashes.mark(value));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        change(connection, tenant);
    }

    /** What no other erasure blocks may come back. */
    public void lift(Connection connection, long tenant, long erasure) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from blocked_value where tenant_id = ? and erasure_id = ?")) {
            delete.setLong(1, tenant);
            delete.setLong(2, erasure);
            delete.executeUpdate();
        }
        change(connection, tenant);
    }

    /** The latest erasure that blocks this value. */
    public Optional<Long> erasureOf(Connection connection, long tenant, String value) throws SQLException {
        return of(connection, tenant).holds(value)
                ? new Select(
                                "select max(erasure_id) from blocked_value where tenant_id = ? and hash = ?",
                                tenant,
                                hashes(tenant).hash(value))
                        .first(connection, row -> row.getLong(1))
                : Optional.empty();
    }

    /** Whether this erasure was of the value; nobody can tell once its block was lifted. */
    public boolean isAbout(Connection connection, long tenant, long erasure, String value) throws SQLException {
        List<byte[]> hashes = new Select(
                        "select hash from blocked_value where tenant_id = ? and erasure_id = ?", tenant, erasure)
                .list(connection, row -> row.getBytes(1));
        if (hashes.isEmpty()) {
            return false;
        }
        byte[] sought = hashes(tenant).hash(value);
        return hashes.stream().anyMatch(hash -> MessageDigest.isEqual(hash, sought));
    }

    private ValueHashes hashes(long tenant) {
        return new ValueHashes(fingerprints.of(VALUES), tenant);
    }

    private static void change(Connection connection, long tenant) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update tenant set blocks_version = blocks_version + 1 where id = ?")) {
            update.setLong(1, tenant);
            update.executeUpdate();
        }
    }
}
