package io.segue.browser;

import io.segue.TestingRows;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets the sandbox's syncs look back on two weeks, in which the segments moved a little every four hours. */
@ApplicationScoped
class TestingHistory {

    private final Tenants tenants;
    private final TestingRows rows;

    TestingHistory(Tenants tenants, TestingRows rows) {
        this.tenants = tenants;
        this.rows = rows;
    }

    void lookBack(String slug) {
        long tenant = tenants.get(slug).id();
        rows.write(tenant, """
                with first as (
                    update run set created_at = created_at - interval '14 days', started_at = started_at - interval '14 days',
                           finished_at = finished_at - interval '14 days'
                     where tenant_id = ? and removes = 0 and adds >= 200 returning 1) select count(*) from first""");
        rows.write(tenant, """
                with moved as (
                    insert into run (tenant_id, sync_id, state, cause, adds, removes, calls, created_at, started_at, finished_at)
                    select y.tenant_id, y.id, 'succeeded', 'heap', y.delivered_count * (3 + (n * 7 + y.id) % 11) / 400,
                           y.delivered_count * (1 + (n * 5 + y.id) % 9) / 400, 1, t.at, t.at, t.at + interval '2 seconds'
                      from sync y cross join generate_series(1, 80) n
                      cross join lateral (select now() - n * interval '4 hours' - y.id * interval '7 minutes' as at) t
                     where y.tenant_id = ? and y.delivered_count > 0 returning 1) select count(*) from moved""");
    }
}
