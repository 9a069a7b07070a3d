package io.segue.dashboard.overview;

import io.segue.dashboard.overview.OverviewView.Figures;
import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads, over all rooms, how a tenant is doing. */
@ApplicationScoped
class OverviewViews {

    private final Database database;
    private final SyncAttention syncs;
    private final HeapAttention heap;
    private final ErasureAttention erasures;
    private final AlertAttention alerts;

    OverviewViews(
            Database database,
            SyncAttention syncs,
            HeapAttention heap,
            ErasureAttention erasures,
            AlertAttention alerts) {
        this.database = database;
        this.syncs = syncs;
        this.heap = heap;
        this.erasures = erasures;
        this.alerts = alerts;
    }

    Figures figures(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select (select count(*) from segment where tenant_id = ?) as segments,
                       (select max(heard_at) from segment where tenant_id = ?) as heard,
                       (select finished_at from run where tenant_id = ? and state = 'succeeded' and finished_at is not null
                         order by finished_at desc limit 1) as last_sync,
                       count(distinct segment_id) filter (where mode <> 'off') as segments_on,
                       count(*) filter (where lease_until > now()) as running,
                       coalesce(sum(delivered_count), 0) as delivered,
                       min(next_run_at) filter (where mode <> 'off' and paused_at is null) as next_sync
                  from sync where tenant_id = ?""", tenant, tenant, tenant, tenant)
                        .first(
                                connection,
                                row -> new Figures(
                                        row.getLong("segments"),
                                        row.getLong("segments_on"),
                                        row.getLong("delivered"),
                                        row.getLong("running"),
                                        Select.time(row, "last_sync"),
                                        Select.time(row, "next_sync"),
                                        Select.time(row, "heard")))
                        .orElseThrow());
    }

    /** What a person should look at, the urgent first; what is too much for one look is counted there. */
    List<Attention> attention(long tenant, String slug) {
        String base = "/t/" + slug;
        return database.inTenant(
                tenant,
                connection -> Stream.of(
                                syncs.find(connection, tenant, base),
                                heap.find(connection, tenant, base),
                                erasures.find(connection, tenant, base),
                                alerts.find(connection, tenant, base))
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(Attention::isUrgent).reversed())
                        .toList());
    }
}
