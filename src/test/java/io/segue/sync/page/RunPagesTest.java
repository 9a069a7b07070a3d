package io.segue.sync.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RunPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    @Test
    @TestSecurity(user = "run-viewer")
    void showsARunLiveWhileItGoesOn() {
        TenantSummary tenant = tenants.with("run-viewer", Role.VIEWER);

        given().get(pageOf(tenant, run(tenant, "running")))
                .then()
                .statusCode(200)
                .body(allOf(containsString("1,234 of 5,000 changes done"), containsString("sse-connect")));
    }

    @Test
    @TestSecurity(user = "run-viewer")
    void tellsHtmxToStopAskingOnceTheRunEnded() {
        TenantSummary tenant = tenants.with("run-viewer", Role.VIEWER);

        given().get(pageOf(tenant, run(tenant, "running")) + "/live").then().statusCode(200);
        String ended = pageOf(tenant, run(tenant, "failed"));
        given().get(ended + "/live").then().statusCode(286).body(not(containsString("<html")));
        given().get(ended).then().body(not(containsString("sse-connect")));
    }

    @Test
    @TestSecurity(user = "run-viewer")
    void streamsTheRunUntilItEnds() {
        TenantSummary tenant = tenants.with("run-viewer", Role.VIEWER);
        long run = run(tenant, "running");
        rows.endRun(tenant.id(), run);

        String stream = given().accept("text/event-stream")
                .get(pageOf(tenant, run) + "/events")
                .asString();

        assertThat(stream).contains("event:run", "Succeeded", "event:end");
    }

    @Test
    @TestSecurity(user = "run-viewer")
    void tellsEveryCallPageByPage() {
        TenantSummary tenant = tenants.with("run-viewer", Role.VIEWER);
        long run = run(tenant, "succeeded");
        rows.write(tenant.id(), """
                with made as (
                    insert into run_call (tenant_id, run_id, ordinal, at, adds, removes, outcome, millis)
                    select ?, ?, n, now(), n, 0, 'done', 5 from generate_series(1, 250) n returning 1)
                select count(*) from made""", run);
        rows.write(tenant.id(), "update run set calls = 250 where tenant_id = ? and id = ? returning id", run);

        given().get(pageOf(tenant, run)).then().body(containsString("151 to 250 of 250"));
        given().get(pageOf(tenant, run) + "?below=151").then().body(containsString("51 to 150 of 250"));
        given().get(pageOf(tenant, run) + "?below=51")
                .then()
                .body(allOf(containsString("1 to 50 of 250"), not(containsString("Older 100"))));
        given().get(pageOf(tenant, run) + "?below=-5").then().statusCode(200);
    }

    @Test
    @TestSecurity(user = "run-viewer")
    void saysHowLongLaunchDarklyAskedItToWait() {
        TenantSummary tenant = tenants.with("run-viewer", Role.VIEWER);
        long run = run(tenant, "running");
        rows.write(tenant.id(), """
                update run set waits = 2, waited_millis = 12900, waiting_since = now() - interval '1 second', phase = 'waiting',
                       waiting_until = now() + interval '5.9 seconds' where tenant_id = ? and id = ? returning id""", run);

        given().get(pageOf(tenant, run))
                .then()
                .body(allOf(containsString("LaunchDarkly asked us to wait 7 s"), containsString("13 s in all")));
    }

    @Test
    @TestSecurity(user = "run-viewer")
    void saysWhatBecameOfKeysThatWereRefused() {
        TenantSummary tenant = tenants.with("run-viewer", Role.VIEWER);
        long run = run(tenant, "succeeded");
        rows.write(tenant.id(), "update run set quarantined = 2 where tenant_id = ? and id = ? returning id", run);

        given().get(pageOf(tenant, run))
                .then()
                .body(allOf(containsString("2 keys refused by LaunchDarkly"), containsString("/quarantine?segment=")));
    }

    @Test
    @TestSecurity(user = "run-viewer")
    void saysWhatItKeptBackForAPerson() {
        TenantSummary tenant = tenants.with("run-viewer", Role.VIEWER);
        long run = run(tenant, "succeeded");
        rows.hold(tenant.id(), rows.count(tenant.id(), "select sync_id from run where tenant_id = ? and id = " + run));
        rows.write(
                tenant.id(),
                "update run set started_at = now() - interval '1 minute', finished_at = now(), adds = 0"
                        + " where tenant_id = ? and id = ? returning id",
                run);

        given().get(pageOf(tenant, run))
                .then()
                .body(allOf(containsString("500 removals not sent"), containsString("Nothing else had changed")));
    }

    @Test
    @TestSecurity(user = "run-viewer")
    void listsRunsOfASegmentByStatePageByPage() {
        TenantSummary tenant = tenants.with("run-viewer", Role.VIEWER);
        long run = run(tenant, "failed");
        run(tenant, "succeeded");
        String segment = ids.encode("seg", rows.count(tenant.id(), """
                select segment_id from sync y join run r on r.tenant_id = y.tenant_id and r.sync_id = y.id
                 where y.tenant_id = ? and r.id = """ + " " + run));
        rows.write(tenant.id(), """
                with made as (
                    insert into run (tenant_id, sync_id, state, cause, finished_at)
                    select ?, sync_id, 'cancelled', 'person', now() from run, generate_series(1, 55) where id = ?
                    returning 1) select count(*) from made""", run);

        String list = "/t/" + tenant.slug() + "/runs";
        given().get(list + "?state=failed")
                .then()
                .body(allOf(containsString("Failed"), not(containsString("Older 50"))));
        String older = given().get(list + "?segment=" + segment)
                .then()
                .body(allOf(containsString("Runs of Power users"), containsString("Older 50")))
                .extract()
                .htmlPath()
                .getString("**.find { it.@rel == 'next' }.@href");
        given().get(older).then().body(allOf(containsString(ids.encode("run", run)), not(containsString("Older 50"))));
    }

    @Test
    @TestSecurity(user = "run-removed")
    void endsTheStreamOfWhoWasRemoved() throws Exception {
        TenantSummary tenant = tenants.with("run-removed", Role.VIEWER);
        URI events =
                URI.create("http://localhost:" + RestAssured.port + pageOf(tenant, run(tenant, "running")) + "/events");

        HttpResponse<Stream<String>> stream =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(events).build(), BodyHandlers.ofLines());
        Iterator<String> lines = stream.body().iterator();
        assertThat(lines.next()).isEqualTo("event:run");
        rows.write(tenant.id(), "delete from person where tenant_id = ? returning 1");

        assertThat(lines).toIterable().contains("event:end", "data:no access");
    }

    @Test
    @TestSecurity(user = "run-viewer")
    void doesNotKnowAnotherTenantsRun() {
        TenantSummary own = tenants.with("run-viewer", Role.VIEWER);
        TenantSummary other = tenants.enabled();
        String theirs = ids.encode("run", run(other, "running"));

        for (String page : new String[] {"", "/live", "/events"}) {
            given().accept("text/html, text/event-stream")
                    .get("/t/" + own.slug() + "/runs/" + theirs + page)
                    .then()
                    .statusCode(404);
        }
    }

    private long run(TenantSummary tenant, String state) {
        String unique = Long.toString(System.nanoTime());
        long segment = rows.segment(tenant.id(), unique, "Power users", 10);
        long connection = rows.connection(tenant.id(), "Production " + unique, true);
        return rows.run(tenant.id(), rows.sync(tenant.id(), segment, connection, "ready"), state);
    }

    private String pageOf(TenantSummary tenant, long run) {
        return "/t/" + tenant.slug() + "/runs/" + ids.encode("run", run);
    }
}
