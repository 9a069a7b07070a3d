package io.segue.sync.member;

import io.segue.connection.use.HeldKeys;
import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the tenant's syncs have delivered to an environment, by whichever of its connections. */
@ApplicationScoped
class SyncedKeys implements HeldKeys {

    private final Database database;

    SyncedKeys(Database database) {
        this.database = database;
    }

    @Override
    public Set<String> segments(long tenant, String clientSideId) {
        return database.inTenant(
                tenant,
                connection ->
                        Set.copyOf(new Select("""
                        select distinct s.segment_key from sync s
                          join connection c on c.tenant_id = s.tenant_id and c.id = s.connection_id
                         where s.tenant_id = ? and c.client_side_id = ? and s.segment_key is not null""", tenant, clientSideId).list(connection, row -> row.getString(1))));
    }

    /**
     * A key under an open batch was about to be sent, and LaunchDarkly may have lost those below a sync's number of doubt:
     * nobody knows of either.
     */
    @Override
    public Map<String, Holding> holdings(long tenant, String clientSideId, Collection<String> keys) {
        Map<String, Set<String>> held = new HashMap<>();
        Map<String, Set<String>> doubtful = new HashMap<>();
        database.doInTenant(tenant, connection -> {
            IndexOrder.preferForLookUps(connection);
            new Select("""
                    select s.segment_key, d.key,
                           d.batch < s.doubt_below
                           or exists (select from open_batch o where o.tenant_id = s.tenant_id and o.sync_id = s.id
                                         and o.batch = d.batch)
                      from sync s join connection c on c.tenant_id = s.tenant_id and c.id = s.connection_id
                     cross join unnest(?) as k(key)
                     -- With a limit each key is looked up by itself, whatever the planner believes of so many keys.
                     cross join lateral (select key, batch from delivered_key
                            where tenant_id = s.tenant_id and sync_id = s.id and key = k.key collate "C" limit 1) d
                     where s.tenant_id = ? and c.client_side_id = ? and s.segment_key is not null""", connection.createArrayOf("text", keys.toArray()), tenant, clientSideId)
                    .list(
                            connection,
                            row -> (row.getBoolean(3) ? doubtful : held)
                                    .computeIfAbsent(row.getString(2), key -> new HashSet<>())
                                    .add(row.getString(1)));
        });
        Map<String, Holding> found = new HashMap<>();
        held.forEach((key, in) -> found.put(key, new Holding(in, doubtful.getOrDefault(key, Set.of()))));
        doubtful.forEach((key, in) -> found.putIfAbsent(key, new Holding(Set.of(), in)));
        return found;
    }
}
