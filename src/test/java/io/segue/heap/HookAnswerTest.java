package io.segue.heap;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import io.segue.TestingTenants;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Heap is told of a page whose signature is right, and what the customer sees of it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HookAnswerTest {

    @Inject
    TestingHeap heap;

    @Inject
    TestingTenants tenants;

    Integration integration;

    @BeforeEach
    void integrate() {
        integration = heap.integration();
    }

    @Test
    void answersExactly200WithoutACookieOrAFormToken() {
        Response answer = integration.send(page("1", "\"add\":[{\"id\":\"a\"}],\"remove\":[{\"id\":\"b\"},{}]"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"status\":\"stored\"}");
        assertThat(answer.cookies()).isEmpty();
        inbox().body("items", hasSize(1))
                .body("items[0].verdict", anyOf(equalTo("waiting"), equalTo("applied")))
                .body("items[0].heapSegmentId", equalTo("1"))
                .body("items[0].adds", equalTo(1))
                .body("items[0].removes", equalTo(1))
                .body("items[0].blanks", equalTo(1))
                .body("items[0].fault", nullValue());
    }

    @Test
    void readsTheHeaderWhateverItsCaseAndSpaces() {
        String body = page("1", "\"add\":[]");
        String signature = integration.signature(body, java.time.Instant.now()).replace(",", " , ");

        assertThat(integration
                        .post(Integration.request().header("heap-HASH", " " + signature), body)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void countsADuplicateAndAnswersIt200() {
        String body = page("1", "\"add\":[{\"id\":\"a\"}]");
        integration.send(body);

        for (int i = 0; i < 3; i++) {
            Response again = integration.send(body);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.asString()).isEqualTo("{\"status\":\"duplicate\"}");
        }

        inbox().body("items", hasSize(1)).body("items[0].duplicates", equalTo(3));
    }

    @Test
    void keepsAConflictApartAndAnswersIt200() {
        integration.send(page("1", "same", "\"add\":[{\"id\":\"a\"}]"));

        Response other = integration.send(page("1", "same", "\"add\":[{\"id\":\"b\"}]"));

        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.asString()).isEqualTo("{\"status\":\"conflict\"}");
        inbox().body("items", hasSize(2))
                .body("items[0].verdict", equalTo("conflict"))
                .body("items[0].fault", containsString("another content"))
                .body("items[0].appliedAt", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action_type\":\"segment.users.explode\",\"data\":{}}|segment.users.explode",
                "{\"action_type\":\"segment.users.sync\",\"data\":{}}|data.segment.id",
                "{\"action_type\":\"segment.users.sync\",\"data\":{\"segment\":{\"id\":7}}}|sync_task_id",
                "{}|segment.users.sync"
            })
    void keepsWhatIsGenuineButUnusableWithItsFaultAndAnswers200(String body, String fault) {
        Response answer = integration.send(body);

        assertThat(answer.statusCode()).isEqualTo(200);
        inbox().body("items.verdict", contains("unusable")).body("items[0].fault", containsString(fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "not json", "{} {}", "000{}"})
    void refusesWhatIsNotOneObjectThoughTheSignatureIsRight(String body) {
        Response answer = integration.send(body);

        assertThat(answer.statusCode()).isEqualTo(403);
        inbox().body("items", hasSize(0));
    }

    @Test
    void takesADrain() {
        Response answer = integration.send("""
                {"action_type":"segment.users.drain","data":{"segment":{"id":1338065,"name":"Free Customers"}}}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        inbox().body("items[0].action", equalTo("segment.users.drain"))
                .body("items[0].heapSegmentId", equalTo("1338065"));
    }

    private ValidatableResponse inbox() {
        return tenants.as(Role.VIEWER, integration.tenant())
                .get("/api/v1/deliveries")
                .then()
                .statusCode(200);
    }
}
