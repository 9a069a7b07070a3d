package io.segue.sync.page;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.sync.SyncSummary;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SegmentPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    SegmentViews views;

    @Inject
    OpaqueIds ids;

    @Test
    void sendsAVisitorToSignIn() {
        given().redirects().follow(false).get("/t/any/segments").then().statusCode(302);
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "segment-viewer")
    class AsViewer {

        @Test
        void isToldWhereASegmentIsToggledOn() {
            TenantSummary tenant = tenants.with("segment-viewer", Role.VIEWER);

            given().get("/t/{t}/segments", tenant.slug())
                    .then()
                    .statusCode(200)
                    .body(containsString("Heap has not sent a segment yet"));
        }

        @Test
        void findsASegmentByItsName() {
            TenantSummary tenant = tenants.with("segment-viewer", Role.VIEWER);
            rows.segment(tenant.id(), "1", "Power <b>users</b>", 48211);
            rows.segment(tenant.id(), "2", "Churn risk", 7);

            given().get("/t/{t}/segments?search=pow", tenant.slug())
                    .then()
                    .body(allOf(
                            containsString("Power &lt;b&gt;users"),
                            containsString("48,211"),
                            not(containsString("Churn risk"))));
        }

        @Test
        void seesHowTheSizeMovedAndWhatIsPending() {
            TenantSummary tenant = tenants.with("segment-viewer", Role.VIEWER);
            long segment = rows.segment(tenant.id(), "1", "Power users", 10);
            long sync = rows.sync(tenant.id(), segment, rows.connection(tenant.id(), "Production", true), "ready");
            String page = "/t/" + tenant.slug() + "/segments/" + ids.encode("seg", segment);
            given().get(page)
                    .then()
                    .body(allOf(
                            containsString("The curve begins with the first run"),
                            containsString("Up to 10 to add"),
                            containsString("Goes when someone presses Sync now"),
                            not(containsString("while it is off"))));
            rows.endRun(tenant.id(), rows.run(tenant.id(), sync, "running"));
            given().get(page).then().body(containsString("the curve begins with the second"));
            rows.write(tenant.id(), """
                    update run set finished_at = now() - interval '1 hour' where tenant_id = ? returning id""");
            rows.endRun(tenant.id(), rows.run(tenant.id(), sync, "running"));

            given().get(page + "?window=7d")
                    .then()
                    .body(allOf(
                            containsString("data-sizes=\"" + page + "/sizes?window"),
                            containsString("The figures, run by run")));
            given().get(page + "/sizes?window=7d")
                    .then()
                    .contentType("application/json")
                    .body("lines.name", contains("Production"))
                    .body("adds", contains(0, 1234, 1234, 0))
                    .body("times", hasSize(4));
            given().get(page + "/sizes?window=1y").then().statusCode(400);
        }

        @Test
        void maySeeASegmentButTurnNothingOnOrOff() {
            TenantSummary tenant = tenants.with("segment-viewer", Role.VIEWER);
            String segment = ids.encode("seg", rows.segment(tenant.id(), "1", "Power users", 10));
            String page = "/t/" + tenant.slug() + "/segments/" + segment;

            given().get(page).then().statusCode(200).body(not(containsString("<form method=\"post\"")));
            given().get(page + "/turn-on").then().statusCode(403);
            given().contentType("application/x-www-form-urlencoded")
                    .post(page + "/turn-on")
                    .then()
                    .statusCode(not(303));
        }
    }

    @Nested
    @DisplayName("As editor")
    @TestSecurity(user = "segment-editor")
    class AsEditor {

        @Test
        void choosesTheKeyFieldAndTurnsASegmentOn() {
            TenantSummary tenant = tenants.with("segment-editor", Role.EDITOR);
            long segment = rows.segment(tenant.id(), "1", "Power users", 10);
            String connection = ids.encode("con", rows.connection(tenant.id(), "Production", true));
            String page = "/t/" + tenant.slug() + "/segments/" + ids.encode("seg", segment);

            given().get(page + "/turn-on")
                    .then()
                    .body(allOf(containsString("Which field holds"), containsString("10 of 10 members")));
            post(
                            page + "/turn-on",
                            page + "/turn-on",
                            Map.of(
                                    "connection",
                                    connection,
                                    "intervalHours",
                                    "8",
                                    "followHeap",
                                    "on",
                                    "keyField",
                                    "id"))
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("/runs/run_"));

            assertThat(views.syncs(tenant.id(), segment)).singleElement().satisfies(sync -> {
                assertThat(sync.mode()).isEqualTo("recurring");
                assertThat(sync.every()).isEqualTo("every 8 hours");
                assertThat(sync.followHeap()).isTrue();
            });
        }

        @Test
        void turnsASegmentOffAndKeepsWhatLaunchDarklyHas() {
            TenantSummary tenant = tenants.with("segment-editor", Role.EDITOR);
            long segment = rows.segment(tenant.id(), "1", "Power users", 10);
            long connection = rows.connection(tenant.id(), "Production", true);
            long sync = rows.sync(tenant.id(), segment, connection, "ready");
            String page = "/t/" + tenant.slug() + "/segments/" + ids.encode("seg", segment);

            given().get(page)
                    .then()
                    .body(allOf(
                            containsString("LaunchDarkly keeps the 0 members"),
                            containsString("Removes the 0 members from the segment")));
            post(page, page + "/syncs/" + ids.encode("syn", sync) + "/off", Map.of())
                    .then()
                    .statusCode(303);

            assertThat(views.syncs(tenant.id(), segment))
                    .singleElement()
                    .extracting(SyncSummary::mode)
                    .isEqualTo("off");
        }

        @Test
        void turnsASegmentOffAndIsLedToTheRunThatEmptiesIt() {
            TenantSummary tenant = tenants.with("segment-editor", Role.EDITOR);
            long segment = rows.segment(tenant.id(), "1", "Power users", 10);
            long sync = rows.sync(tenant.id(), segment, rows.connection(tenant.id(), "Production", true), "ready");
            String page = "/t/" + tenant.slug() + "/segments/" + ids.encode("seg", segment);

            post(page, page + "/syncs/" + ids.encode("syn", sync) + "/off", Map.of("members", "remove"))
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("/runs/run_"));

            assertThat(views.syncs(tenant.id(), segment)).singleElement().satisfies(off -> {
                assertThat(off.isOn()).isFalse();
                assertThat(off.toBeEmpty()).isTrue();
            });
        }

        @Test
        void pausesASyncAndResumesIt() {
            TenantSummary tenant = tenants.with("segment-editor", Role.EDITOR);
            long segment = rows.segment(tenant.id(), "1", "Power users", 10);
            long sync = rows.sync(tenant.id(), segment, rows.connection(tenant.id(), "Production", true), "ready");
            String page = "/t/" + tenant.slug() + "/segments/" + ids.encode("seg", segment);
            String at = page + "/syncs/" + ids.encode("syn", sync);

            post(page, at + "/pause", Map.of()).then().statusCode(303).header("Location", endsWith(page));
            given().get(page)
                    .then()
                    .body(allOf(
                            containsString("Paused by"), containsString("Resume"), not(containsString("Sync now"))));

            post(page, at + "/resume", Map.of()).then().statusCode(303);
            given().get(page).then().body(allOf(not(containsString("Paused")), containsString("Sync now")));
        }

        @Test
        void isRefusedWithoutTheTokenOfTheForm() {
            TenantSummary tenant = tenants.with("segment-editor", Role.EDITOR);
            String segment = ids.encode("seg", rows.segment(tenant.id(), "1", "Power users", 10));

            given().formParam("mode", "once")
                    .post("/t/{t}/segments/{s}/turn-on", tenant.slug(), segment)
                    .then()
                    .statusCode(400);
        }

        @Test
        void doesNotKnowAnotherTenantsSegment() {
            TenantSummary own = tenants.with("segment-editor", Role.EDITOR);
            TenantSummary other = tenants.enabled();
            String theirs = ids.encode("seg", rows.segment(other.id(), "1", "Theirs", 10));

            given().get("/t/{t}/segments/{s}", own.slug(), theirs).then().statusCode(404);
            given().get("/t/{t}/segments/{s}/sizes", own.slug(), theirs).then().statusCode(404);
            given().get("/t/{t}/segments/{s}/turn-on", own.slug(), theirs)
                    .then()
                    .statusCode(404);
            given().get("/t/{t}/segments/{s}", other.slug(), theirs).then().statusCode(404);
        }
    }
}
