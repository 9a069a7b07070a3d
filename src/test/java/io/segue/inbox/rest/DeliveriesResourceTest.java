package io.segue.inbox.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
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

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class DeliveriesResourceTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingHeap heap;

    @Inject
    OpaqueIds ids;

    TenantSummary tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
    }

    @Nested
    @DisplayName("As viewer")
    class AsViewer {

        @Test
        void seesNothingAtFirst() {
            list("").body("items", empty());
        }

        @Test
        void seesTheNewestFirst() {
            List<String> received = received(3);

            assertThat(shown("")).containsExactly(received.get(2), received.get(1), received.get(0));
        }

        @Test
        void turnsThePagesWithoutAGapOrARepetition() {
            List<String> received = received(7);
            List<String> seen = new ArrayList<>();

            for (List<String> page = shown("?limit=3");
                    !page.isEmpty();
                    page = shown("?limit=3&before=" + seen.get(seen.size() - 1))) {
                assertThat(page).hasSizeLessThanOrEqualTo(3);
                seen.addAll(page);
            }

            assertThat(seen).hasSize(7).containsExactlyInAnyOrderElementsOf(received);
        }

        @Test
        void seesWhatADeliverySaidButNotItsMembers() {
            TestingHeap.Integration integration = heap.integration();
            integration.send(TestingHeap.page("77", "task", "\"add\":[{\"id\":\"canary-member\"}]"));

            ValidatableResponse listed = tenants.as(Role.VIEWER, integration.tenant())
                    .get("/api/v1/deliveries")
                    .then();

            Map<String, Object> delivery = listed.extract().path("items[0]");
            assertThat(delivery)
                    .containsEntry("heapSegmentId", "77")
                    .containsEntry("taskId", "task")
                    .containsEntry("action", "segment.users.sync")
                    .containsEntry("page", 1)
                    .containsEntry("totalPages", 1)
                    .containsEntry("adds", 1)
                    .containsEntry("removes", 0)
                    .containsEntry("duplicates", 0)
                    .containsEntry("late", false)
                    .containsEntry("erased", 0)
                    .containsKeys("signedAt", "bodyBytes")
                    .doesNotContainKey("fault");
            assertThat(listed.extract().asString()).doesNotContain("canary-member");
        }
    }

    @Nested
    @DisplayName("As viewer of tasks")
    class AsViewerOfTasks {

        @Test
        void seesHowFarEachIs() {
            TestingHeap.Integration integration = heap.integration();
            tenant = integration.tenant();
            integration.send(TestingHeap.page("77", "whole", "\"add\":[]"));
            integration.send(
                    TestingHeap.page("77", "lost", "\"add\":[]").replace("\"total_pages\":1", "\"total_pages\":2"));
            await().untilAsserted(() -> list("?verdict=applied").body("items", hasSize(2)));

            list("?taskId=whole").body("items[0].taskState", equalTo("complete"));
            list("?taskId=lost").body("items[0].taskState", equalTo("open"));
            rows.write(
                    tenant.id(),
                    "update task set quiet_at = now(), incomplete_at = now() where tenant_id = ? and task_id = 'lost' returning 1");
            list("?taskId=lost").body("items[0].taskState", equalTo("incomplete"));
        }

        @Test
        void seesNoneOfWhatWasNeverApplied() {
            rows.delivery(tenant.id(), "stale", "Any");

            list("").body("items[0]", not(hasKey("taskState")));
        }
    }

    @Nested
    @DisplayName("As viewer who narrows")
    class AsViewerWhoNarrows {

        @Test
        void seesOneVerdictOrWhatBeganWithATask() {
            received(2);
            String stale = ids.encode("dlv", rows.delivery(tenant.id(), "stale", "Any"));
            rows.write(
                    tenant.id(),
                    "update delivery set task_id = 'abc-1' where tenant_id = ? and verdict = 'stale' returning 1");

            assertThat(shown("?verdict=stale")).containsExactly(stale);
            assertThat(shown("?taskId=abc")).containsExactly(stale);
            assertThat(shown("?from=2100-01-01T00:00:00Z")).isEmpty();
            assertThat(shown("?until=2100-01-01T00:00:00Z")).hasSize(3);
        }

        @Test
        void isToldWhatMakesNoSense() {
            for (String query : List.of("?verdict=odd", "?from=yesterday", "?segmentId=odd")) {
                tenants.as(Role.VIEWER, tenant)
                        .get("/api/v1/deliveries" + query)
                        .then()
                        .statusCode(greaterThanOrEqualTo(400));
            }
        }
    }

    @Nested
    @DisplayName("As editor")
    class AsEditor {

        @Test
        void replaysOneTwice() {
            TestingHeap.Integration integration = heap.integration();
            integration.send(TestingHeap.page("77", "task", "\"add\":[{\"id\":\"ann\"}]"));
            String id = tenants.as(Role.EDITOR, integration.tenant())
                    .get("/api/v1/deliveries")
                    .path("items[0].id");
            await().until(() -> verdict(integration, id).equals("applied"));

            for (int time = 1; time <= 2; time++) {
                tenants.as(Role.EDITOR, integration.tenant())
                        .post("/api/v1/deliveries/" + id + "/replay")
                        .then()
                        .statusCode(202)
                        .body("replays", equalTo(time));
                await().until(() -> verdict(integration, id).equals("applied"));
            }
        }

        @Test
        void replaysManyIfTheyAreAsManyAsCounted() {
            TestingHeap.Integration integration = heap.integration();
            integration.send(TestingHeap.page("77", "task", "\"add\":[{\"id\":\"ann\"}]"));
            String id = tenants.as(Role.EDITOR, integration.tenant())
                    .get("/api/v1/deliveries")
                    .path("items[0].id");
            await().until(() -> verdict(integration, id).equals("applied"));

            replay(integration, "{\"verdict\":\"applied\",\"count\":2,\"upTo\":\"" + id + "\"}")
                    .statusCode(409)
                    .body("detail", containsString("expected 2 as confirmed, there are 1 now"));
            replay(integration, "{\"verdict\":\"applied\",\"count\":1,\"upTo\":\"" + id + "\"}")
                    .statusCode(202)
                    .body("count", equalTo(1));
        }

        private ValidatableResponse replay(TestingHeap.Integration integration, String body) {
            return tenants.as(Role.EDITOR, integration.tenant())
                    .body(body)
                    .post("/api/v1/deliveries/replay")
                    .then();
        }

        private String verdict(TestingHeap.Integration integration, String id) {
            return tenants.as(Role.VIEWER, integration.tenant())
                    .get("/api/v1/deliveries/" + id)
                    .path("verdict");
        }
    }

    @Nested
    @DisplayName("As another tenant's owner")
    class AsStranger {

        @Test
        void seesOnlyTheirOwnBehindAnothersDelivery() {
            String own = received(1).get(0);
            long theirs = rows.delivery(tenants.enabled().id(), "applied", "Theirs");

            assertThat(shown("?before=" + ids.encode("dlv", theirs))).containsExactly(own);
        }
    }

    private List<String> received(int count) {
        List<String> received = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            received.add(ids.encode("dlv", rows.delivery(tenant.id(), "applied", "Any")));
        }
        return received;
    }

    private List<String> shown(String query) {
        return list(query).extract().path("items.id");
    }

    private ValidatableResponse list(String query) {
        return tenants.as(Role.VIEWER, tenant)
                .get("/api/v1/deliveries" + query)
                .then()
                .statusCode(200);
    }
}
