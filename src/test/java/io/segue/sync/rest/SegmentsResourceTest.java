package io.segue.sync.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Segments as a pipeline reads them. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SegmentsResourceTest {

    private static final String AT = "/api/v1/segments";

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    TenantSummary tenant;
    long segment;
    long connection;
    String at;

    @BeforeEach
    void makeASegment() {
        tenant = tenants.enabled();
        segment = rows.segment(tenant.id(), "1338065", "Free customers", 10);
        connection = rows.connection(tenant.id(), "Production", true);
        at = AT + "/" + ids.encode("seg", segment);
    }

    @Nested
    @DisplayName("As viewer")
    class AsViewer {

        @Test
        void seesASegmentAndNothingMoreThanItsShape() {
            long sync = rows.sync(tenant.id(), segment, connection, "stopped");
            rows.run(tenant.id(), sync, "succeeded");

            Map<String, Object> shown =
                    as(Role.VIEWER).get(at).then().statusCode(200).extract().path("");

            assertThat(shown).containsOnlyKeys("id", "heapId", "name", "members", "heardAt", "syncs");
            assertThat(shown).containsEntry("heapId", "1338065").containsEntry("name", "Free customers");
            assertThat(shown).containsEntry("members", 10);
            Map<String, Object> ordered =
                    as(Role.VIEWER).get(at).then().extract().path("syncs[0]");
            assertThat(ordered)
                    .containsOnlyKeys(
                            "id",
                            "connectionId",
                            "mode",
                            "intervalHours",
                            "followHeap",
                            "keyField",
                            "state",
                            "paused",
                            "emptying",
                            "delivered",
                            "quarantined",
                            "lastRun",
                            "failure",
                            "byDefault")
                    .containsEntry("id", ids.encode("syn", sync))
                    .containsEntry("connectionId", ids.encode("con", connection))
                    .containsEntry("mode", "recurring")
                    .containsEntry("intervalHours", 4.0f)
                    .containsEntry("followHeap", true)
                    .containsEntry("keyField", "id")
                    .containsEntry("state", "stopped");
        }

        @Test
        void seesTheLastRunOfASync() {
            long sync = rows.sync(tenant.id(), segment, connection, "ready");
            rows.run(tenant.id(), sync, "failed");
            long last = rows.run(tenant.id(), sync, "succeeded");

            as(Role.VIEWER)
                    .get(at)
                    .then()
                    .body("syncs[0].lastRun.id", equalTo(ids.encode("run", last)))
                    .body("syncs[0].lastRun.state", equalTo("succeeded"))
                    .body("syncs[0].lastRun.adds", equalTo(1234));
        }

        @Test
        void listsSegmentsByNamePageByPage() {
            rows.segment(tenant.id(), "2", "beta users", 2);
            rows.segment(tenant.id(), "3", "Alpha users", 3);

            list("").body("items.name", contains("Alpha users", "beta users", "Free customers"))
                    .body("items[0].syncs", empty());
            list("?name=USERS").body("items.name", contains("Alpha users", "beta users"));
            list("?limit=1").body("items.name", contains("Alpha users"));
            list("?skip=1&limit=1").body("items.name", contains("beta users"));
            list("?skip=3").body("items", empty());
            list("?name=%25").body("items", empty());
        }

        @Test
        void listsSegmentsInEveryOrderOfThePagePieceByPiece() {
            long late = rows.segment(tenant.id(), "2", "beta users", 30);
            long soon = rows.segment(tenant.id(), "3", "Alpha users", 20);
            due(late, "2 hours");
            due(soon, "1 hour");
            due(rows.segment(tenant.id(), "4", "Gamma users", 40), "3 hours");
            rows.segment(tenant.id(), "5", "", 50);

            assertThat(pieces("-name"))
                    .containsExactly("Gamma users", "Free customers", "beta users", "Alpha users", "");
            assertThat(pieces("name")).startsWith("", "Alpha users");
            assertThat(pieces("members")).startsWith("Free customers", "Alpha users", "beta users");
            assertThat(pieces("-members")).startsWith("", "Gamma users", "beta users");
            assertThat(pieces("next"))
                    .containsExactly("Alpha users", "beta users", "Gamma users", "Free customers", "");
            assertThat(pieces("-next"))
                    .containsExactly("Gamma users", "beta users", "Alpha users", "Free customers", "");
            assertThat(pieces("heard")).startsWith("Free customers").hasSize(5);
            assertThat(pieces("-heard"))
                    .startsWith("")
                    .endsWith("Free customers")
                    .hasSize(5);
        }

        @Test
        void refusesTheCursorOfAnotherOrder() {
            rows.segment(tenant.id(), "2", "beta users", 2);
            String next = list("?sort=members&limit=1").extract().path("next");

            as(Role.VIEWER).get(AT + "?sort=-members&cursor=" + next).then().statusCode(400);
            as(Role.VIEWER).get(AT + "?sort=odd").then().statusCode(400);
        }

        @Test
        void countsTheSegmentsInEachCondition() {
            rows.sync(tenant.id(), segment, connection, "stopped");
            rows.segment(tenant.id(), "2", "beta users", 2);

            as(Role.VIEWER)
                    .get(AT + "/counts")
                    .then()
                    .body("all", equalTo(2))
                    .body("on", equalTo(1))
                    .body("attention", equalTo(1))
                    .body("paused", equalTo(0))
                    .body("off", equalTo(1));
            as(Role.VIEWER).get(AT + "/counts?name=beta").then().body("all", equalTo(1));
        }

        @Test
        void seesWhatWaitsToBeSentOfEachSync() {
            long sync = rows.sync(tenant.id(), segment, connection, "ready");

            as(Role.VIEWER)
                    .get(at + "/pending")
                    .then()
                    .body("items.syncId", contains(ids.encode("syn", sync)))
                    .body("items[0].adds", equalTo(10))
                    .body("items[0].removes", equalTo(0))
                    .body("items[0].exact", equalTo(false));
        }

        @Test
        void seesWhoHoldsASyncAndSinceWhen() {
            rows.sync(tenant.id(), segment, connection, "ready");
            rows.write(tenant.id(), """
                    update sync set paused_at = now(), paused_by = 'eve' where tenant_id = ? returning id""");

            as(Role.VIEWER)
                    .get(at)
                    .then()
                    .body("syncs[0].paused", equalTo(true))
                    .body("syncs[0].pausedBy", equalTo("eve"))
                    .body("syncs[0].pausedAt", notNullValue());
        }

        private void due(long of, String in) {
            long sync = rows.sync(tenant.id(), of, connection, "ready");
            rows.write(
                    tenant.id(),
                    "update sync set next_run_at = now() + interval '%s' where tenant_id = ? and id = ? returning id"
                            .formatted(in),
                    sync);
        }

        private List<String> pieces(String sort) {
            List<String> names = new ArrayList<>();
            String cursor = "";
            while (cursor != null) {
                JsonPath piece = list("?limit=2&sort=" + sort + "&cursor=" + cursor)
                        .extract()
                        .jsonPath();
                names.addAll(piece.getList("items.name"));
                cursor = piece.getString("next");
            }
            return names;
        }

        private ValidatableResponse list(String query) {
            return as(Role.VIEWER)
                    .urlEncodingEnabled(false)
                    .get(AT + query)
                    .then()
                    .statusCode(200);
        }
    }

    private RequestSpecification as(Role role) {
        return tenants.as(role, tenant);
    }
}
