package io.segue.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

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
                    .doesNotContainKey("fault");
            assertThat(listed.extract().asString()).doesNotContain("canary-member");
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
