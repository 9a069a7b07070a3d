package io.segue.browser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * How long pages take of a tenant with 5,000 segments and a million members: {@code ./mvnw test -Dtest=PageTimes}. The
 * figures go to target/page-times.md, those worth keeping to docs/performance.md.
 */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "page-times")
class PageTimes {

    private static final int SEGMENTS = 5_000;
    private static final int LARGE = 200_000;
    private static final int OTHERS = 160;
    private static final int LOOKS = 40;
    private static final int WARM_UP = 20;
    private static final long MOST_MILLIS = 100;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String password;

    private long tenant;
    private String base;

    @Test
    void everyPageIsThereWithinATenthOfASecond() throws Exception {
        TenantSummary made = tenants.with("page-times", Role.OWNER);
        tenant = made.id();
        base = "/t/" + made.slug();
        fill();
        Map<String, String> pages = pages();
        // All of them until the compiler has seen them; then each.
        for (int look = 0; look < WARM_UP; look++) {
            pages.values().forEach(PageTimes::millis);
        }
        StringBuilder report = new StringBuilder("| Page | median | 95 % | largest |\n|---|---|---|---|\n");
        Map<String, Long> medians = new LinkedHashMap<>();
        pages.forEach((name, path) -> {
            List<Long> times = new ArrayList<>();
            for (int look = 0; look < LOOKS; look++) {
                times.add(millis(path));
            }
            Collections.sort(times);
            medians.put(name, times.get(LOOKS / 2));
            report.append(String.format(
                    "| %s | %d ms | %d ms | %d ms |%n",
                    name, times.get(LOOKS / 2), times.get(LOOKS * 95 / 100), times.get(LOOKS - 1)));
        });
        Files.writeString(Path.of("target", "page-times.md"), report);
        System.out.println(report);

        assertThat(medians)
                .allSatisfy((name, median) -> assertThat(median).as(name).isLessThan(MOST_MILLIS));
    }

    private Map<String, String> pages() {
        String large = base + "/segments/"
                + ids.encode("seg", first("select id from segment where tenant_id = ? and heap_id = '1'"));
        String delivery = ids.encode("dlv", first("select max(id) from delivery where tenant_id = ?"));
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("Overview", base);
        pages.put("Set up", base + "/setup");
        pages.put("Segments", base + "/segments");
        pages.put("Segments, searched", base + "/segments?search=ment+49");
        pages.put("Segments that need attention", base + "/segments?state=attention");
        pages.put("Segments by members, page 50", base + "/segments?sort=-members&page=50");
        pages.put("Segments by next run", base + "/segments?sort=next");
        pages.put("Segment of 200,000", large);
        pages.put("its key-field dialog", large + "/turn-on");
        pages.put("its curve over all time", large + "/sizes?window=all");
        pages.put("Runs", base + "/runs");
        pages.put("Run", base + "/runs/" + ids.encode("run", first("select max(id) from run where tenant_id = ?")));
        pages.put("Inbox", base + "/inbox");
        pages.put("Inbox of a segment by name", base + "/inbox?segment=ment+0049");
        pages.put("Inbox of a task", base + "/inbox?task=task-77");
        pages.put("Inbox of a verdict that nothing has", base + "/inbox?verdict=failed");
        pages.put("Inbox of a day", base + "/inbox?day=" + java.time.LocalDate.now(java.time.ZoneOffset.UTC));
        pages.put("Delivery", base + "/inbox/" + delivery);
        pages.put("What 5,000 deliveries would replay", base + "/inbox/replay?task=task-7");
        pages.put("Member", base + "/members?key=user-77");
        return pages;
    }

    private long first(String sql) {
        return rows.count(tenant, sql);
    }

    private static long millis(String path) {
        long start = System.nanoTime();
        given().get(path).then().statusCode(200);
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void fill() throws Exception {
        long connection = rows.connection(tenant, "Production", true);
        insert("""
                insert into segment (tenant_id, heap_id, name, key_field, member_count, change_seq)
                select %1$d, n, 'Segment ' || to_char(n, 'FM0000'), 'id', case n when 1 then %2$d else %3$d end, %2$d
                  from generate_series(1, %4$d) n""".formatted(tenant, LARGE, OTHERS, SEGMENTS));
        insert("""
                insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order, fields)
                select s.tenant_id, s.id, 'user-' || m, true, m, 1, case when s.heap_id = '1' then
                       jsonb_build_object('email', m || '@example.com', 'plan', 'p' || m %% 5, 'company', 'c' || m %% 5000) end from segment s, generate_series(1, s.member_count) m
                 where s.tenant_id = %d""".formatted(tenant));
        insert("""
                insert into sync (tenant_id, segment_id, connection_id, mode, state, delivered_seq, delivered_count,
                       compared_version, next_run_at, segment_url)
                select s.tenant_id, s.id, %d, 'recurring', case when s.id %% 500 = 0 then 'stopped' else 'ready' end,
                       s.change_seq - 20, s.member_count, 1, now() + s.id %% 240 * interval '1 minute', 'https://example.com'
                  from segment s where s.tenant_id = %d""".formatted(connection, tenant));
        insert("""
                insert into delivered_key (tenant_id, sync_id, key, batch)
                select m.tenant_id, y.id, m.member_id, 1 from sync y join segment_member m
                    on m.tenant_id = y.tenant_id and m.segment_id = y.segment_id where y.tenant_id = %d""".formatted(tenant));
        insert("""
                insert into run (tenant_id, sync_id, state, cause, adds, removes, calls, created_at, started_at, finished_at)
                select y.tenant_id, y.id, 'succeeded', 'schedule', n, 1, 1, t.at, t.at, t.at
                  from generate_series(84, 0, -1) n cross join lateral (select now() - n * interval '4 hours' as at) t
                  cross join sync y where y.tenant_id = %d""".formatted(tenant));
        insert("""
                insert into delivery (tenant_id, id, received_at, signed_at, verdict, action, segment_id, heap_segment_id,
                       segment_name, task_id, task_order, page_number, total_pages, digest, body_size, adds, changed, applied_at)
                select s.tenant_id, nextval('delivery_seq'), t.at, t.at, 'applied', 'segment.users.sync', s.id, s.heap_id, s.name,
                       'task-' || n, n, 1, 1, decode(md5(n::text), 'hex'), 20, 100, 0, t.at
                  from generate_series(20, 1, -1) n cross join lateral (select now() - n * interval '4 hours' as at) t
                  cross join segment s where s.tenant_id = %d""".formatted(tenant));
        rows.body(
                tenant,
                first("select max(id) from delivery where tenant_id = ?"),
                io.segue.platform.Deflated.deflate(body()));
        analyze();
    }

    private static byte[] body() {
        StringBuilder body = new StringBuilder("{\"add\":[{\"id\":\"user-0\"}");
        for (int i = 1; i < 1_000; i++) {
            body.append(",{\"id\":\"user-").append(i).append("@example.com\"}");
        }
        return body.append("]}").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private void insert(String sql) {
        rows.write(tenant, "with t as (select ?::bigint), done as (" + sql + " returning 1) select count(*) from done");
    }

    /** As PostgreSQL does by itself within minutes. */
    private void analyze() throws Exception {
        try (Connection connection = DriverManager.getConnection(url, owner, password);
                Statement statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }
}
