package io.segue.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;

/** The short names of tenants, for logs and traces. They never change, so they are asked for once. */
@ApplicationScoped
public class TenantNames {

    private static final int MOST = 10_000;

    private final Database database;
    private final Cache<Long, String> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    TenantNames(Database database) {
        this.database = database;
    }

    /** Its number where the name cannot be had: a log line must not fail for it. */
    public String of(long tenant) {
        String found = known.getIfPresent(tenant);
        if (found != null) {
            return found;
        }
        try {
            String name = database.as(
                    Role.GATE,
                    connection -> new Select("select slug from tenant where id = ?", tenant)
                            .first(connection, row -> row.getString(1))
                            .orElse(Long.toString(tenant)));
            known.put(tenant, name);
            return name;
        } catch (RuntimeException e) {
            return Long.toString(tenant);
        }
    }
}
