package io.segue.inbox.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class InboxPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    @Test
    void sendsAVisitorToSignIn() {
        given().redirects().follow(false).get("/t/any/inbox").then().statusCode(302);
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void saysWhatToDoWhenNothingCameYet() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);

        given().get("/t/{t}/inbox", tenant.slug()).then().statusCode(200).body(containsString("Send sample segment"));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void showsFiftyCallsAndLeadsToOlderOnes() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        long oldest = rows.delivery(tenant.id(), "applied", "The oldest");
        for (int i = 0; i < 50; i++) {
            rows.delivery(tenant.id(), "applied", "Newer");
        }
        String before = ids.encode("dlv", oldest + 1);

        given().get("/t/{t}/inbox", tenant.slug())
                .then()
                .body(allOf(containsString("Older 50"), containsString(before), not(containsString("The oldest"))));
        given().get("/t/{t}/inbox?before={b}", tenant.slug(), before)
                .then()
                .body(allOf(containsString("The oldest"), not(containsString("Older 50"))));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void narrowsToOneVerdict() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        rows.delivery(tenant.id(), "applied", "Power users");
        rows.delivery(tenant.id(), "conflict", "Churn risk");

        given().get("/t/{t}/inbox?verdict=conflict", tenant.slug())
                .then()
                .body(allOf(containsString("Churn risk"), not(containsString("Power users"))));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void narrowsToADayOfTheReadersZoneASegmentAndATask() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        long late = rows.delivery(tenant.id(), "applied", "Late in the evening");
        rows.delivery(tenant.id(), "applied", "Another day");
        rows.write(
                tenant.id(),
                "update delivery set received_at = '2026-03-01T23:30:00Z', task_id = 'abc-1' where tenant_id = ? and id = "
                        + late + " returning 1");

        for (String query : List.of("day=2026-03-01", "segment=EVENING", "task=abc", "day=2026-03-01&task=abc-1")) {
            given().get("/t/{t}/inbox?" + query, tenant.slug())
                    .then()
                    .body(allOf(containsString("Late in the evening"), not(containsString("Another day"))));
        }
        given().cookie("segue-zone", "Europe/Berlin")
                .get("/t/{t}/inbox?day=2026-03-01", tenant.slug())
                .then()
                .body(allOf(containsString("No delivery fits that"), containsString("Day (Europe/Berlin)")));
        given().cookie("segue-zone", "Europe/Berlin")
                .get("/t/{t}/inbox?day=2026-03-02", tenant.slug())
                .then()
                .body(containsString("Late in the evening"));
    }

    @ParameterizedTest
    @CsvSource({
        "completed_at, complete, Its task is complete: all 3 pages are here",
        "quiet_at, quiet: 2 of 3 pages, Its task is quiet",
        "incomplete_at, incomplete: 2 of 3 pages, Its task is incomplete: 2 of 3 pages came",
        "first_at, open: 2 of 3 pages, Its task is open"
    })
    @TestSecurity(user = "inbox-viewer")
    void tellsHowFarTheTaskIs(String since, String words, String sentence) {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        long segment = rows.segment(tenant.id(), "7", "Power users", 10);
        long delivery = rows.delivery(tenant.id(), "applied", "Power users");
        rows.write(tenant.id(), """
                with told as (update delivery d set task_id = 'abc-1', segment_id = v.segment
                                from (select ?::bigint as tenant, ?::bigint as segment) v
                               where d.tenant_id = v.tenant returning d.tenant_id, d.segment_id, d.task_id)
                insert into task (tenant_id, segment_id, task_id, task_order, total_pages, pages_applied)
                select tenant_id, segment_id, task_id, 1, 3, 2 from told returning 1""", segment);
        rows.write(tenant.id(), "update task set " + since + " = now() where tenant_id = ? returning 1");

        given().get("/t/{t}/inbox", tenant.slug()).then().body(containsString(words));
        given().get("/t/{t}/inbox/{d}", tenant.slug(), ids.encode("dlv", delivery))
                .then()
                .body(containsString(sentence));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void tellsOfNewerCallsOnlyWhenThereAreAny() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        String seen = ids.encode("dlv", rows.delivery(tenant.id(), "applied", "Power users"));
        long now = Instant.now().getEpochSecond();

        given().get("/t/{t}/inbox/news?since={s}&than={d}", tenant.slug(), now, seen)
                .then()
                .statusCode(204);
        rows.delivery(tenant.id(), "applied", "Power users");
        given().get("/t/{t}/inbox/news?since={s}&than={d}", tenant.slug(), now, seen)
                .then()
                .statusCode(200)
                .body(containsString("1 newer call"));
        given().get("/t/{t}/inbox/news?since={s}&than={d}&verdict=stale", tenant.slug(), now, seen)
                .then()
                .statusCode(204);
        given().get("/t/{t}/inbox/news?since={s}&than={d}", tenant.slug(), now - 3_600, seen)
                .then()
                .statusCode(286);
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void showsABodyWithoutTrustingItAndFindsALineOfIt() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        long delivery = rows.delivery(tenant.id(), "applied", "<script>alert(1)</script>");
        String body = "{\"name\":\"<script>alert(2)</script>\",\"add\":[{\"id\":\"ann\"}]}";
        rows.body(tenant.id(), delivery, ShownBodyTest.deflated(body));
        String id = ids.encode("dlv", delivery);

        given().get("/t/{t}/inbox/{d}", tenant.slug(), id)
                .then()
                .statusCode(200)
                .body(allOf(containsString("&lt;script&gt;alert(2)"), not(containsString("<script>alert"))));
        given().get("/t/{t}/inbox/{d}?find=ANN", tenant.slug(), id)
                .then()
                .body(allOf(
                        containsString("<mark>ann</mark>"),
                        containsString("In 1 of"),
                        not(containsString("alert(2)"))));
        given().get("/t/{t}/inbox/{d}/body", tenant.slug(), id)
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"))
                .body(equalTo(body));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void offersAViewerNoReplay() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        String id = ids.encode("dlv", rows.delivery(tenant.id(), "stale", "Power users"));

        given().get("/t/{t}/inbox", tenant.slug()).then().body(not(containsString("Replay")));
        given().get("/t/{t}/inbox/{d}", tenant.slug(), id).then().body(not(containsString("Replay")));
    }

    @Test
    @TestSecurity(user = "inbox-editor")
    void saysInNumbersWhatAReplayWouldRead() {
        TenantSummary tenant = tenants.with("inbox-editor", Role.EDITOR);
        for (String verdict : List.of("applied", "applied", "stale")) {
            rows.body(tenant.id(), rows.delivery(tenant.id(), verdict, "Power users"), ShownBodyTest.deflated("{}"));
        }
        rows.delivery(tenant.id(), "applied", "Power users");

        given().get("/t/{t}/inbox/replay?segment=power", tenant.slug())
                .then()
                .body(allOf(
                        containsString("Replay 3 deliveries"),
                        containsString("Segment “power”"),
                        containsString("1 whose body is no longer kept")));
    }

    @Test
    @TestSecurity(user = "inbox-editor")
    void saysWhyOneDeliveryCannotBeReplayed() {
        TenantSummary tenant = tenants.with("inbox-editor", Role.EDITOR);
        String id = ids.encode("dlv", rows.delivery(tenant.id(), "stale", "Power users"));

        given().get("/t/{t}/inbox/{d}", tenant.slug(), id)
                .then()
                .body(allOf(containsString("its body is no longer kept"), not(containsString("Replay this"))));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void doesNotKnowAnotherTenantsDelivery() {
        TenantSummary own = tenants.with("inbox-viewer", Role.VIEWER);
        TenantSummary other = tenants.enabled();
        String theirs = ids.encode("dlv", rows.delivery(other.id(), "applied", "Theirs"));

        given().get("/t/{t}/inbox/{d}", own.slug(), theirs).then().statusCode(404);
        given().get("/t/{t}/inbox/{d}", other.slug(), theirs).then().statusCode(404);
        given().get("/t/{t}/inbox", other.slug()).then().statusCode(404);
    }
}
