package io.segue.sync.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the line of a segment tells: how large it was, what goes on, what waits for a person. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "lines-editor")
class SegmentLinesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    private long tenant;
    private long segment;
    private long sync;
    private String list;

    @BeforeEach
    void makeASegmentThatIsOn() {
        TenantSummary made = tenants.with("lines-editor", Role.EDITOR);
        tenant = made.id();
        segment = rows.segment(tenant, "1", "Power users", 10);
        sync = rows.sync(tenant, segment, rows.connection(tenant, "Production", true), "ready");
        list = "/t/" + made.slug() + "/segments";
    }

    @Test
    void drawsHowLargeASegmentWas() {
        rows.write(tenant, """
                with runs as (
                    insert into run (tenant_id, sync_id, state, cause, adds, removes, finished_at)
                    select ?, ?, 'succeeded', 'schedule', 10, 0, now() - n * interval '1 day' from generate_series(0, 4) n
                    returning 1) select count(*) from runs""", sync);
        rows.write(tenant, "update sync set delivered_count = 50 where tenant_id = ? and id = ? returning id", sync);

        given().get(list).then().body(containsString("In Production: from 0 to 50 since"));
    }

    @Test
    void looksAgainWhileARunGoesOn() {
        long run = rows.run(tenant, sync, "running");
        String line = list + "/" + ids.encode("seg", segment) + "/row";

        given().get(line)
                .then()
                .statusCode(200)
                .body(allOf(containsString("every 3s"), containsString("Running"), not(containsString("<html"))));
        rows.endRun(tenant, run);
        given().get(line).then().body(not(containsString("every 3s")));
    }

    @Test
    void leadsToRemovalsThatWait() {
        rows.hold(tenant, sync);

        given().get(list + "?state=attention").then().body(containsString("500 removals held"));
        given().get(list + "/" + ids.encode("seg", segment))
                .then()
                .body(containsString("500 removals wait for a decision"));
    }
}
