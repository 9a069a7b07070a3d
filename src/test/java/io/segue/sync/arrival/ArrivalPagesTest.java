package io.segue.sync.arrival;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The setting for new segments: who sees it, who changes it, and that the key is chosen by looking. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ArrivalPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    private TenantSummary tenant;
    private String connection;

    @Test
    @TestSecurity(user = "arrival-editor")
    void isOffAndAsksForTheKeyWithSamples() {
        make("arrival-editor", Role.EDITOR);
        long segment = rows.segment(tenant.id(), "1", "Any", 1);
        rows.write(
                tenant.id(),
                "insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order)"
                        + " values (?, ?, '<b>ann', true, 1, 1) returning segment_id",
                segment);

        given().get(path())
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("They stay off until someone turns them on"),
                        containsString("<code>&lt;b&gt;ann</code>"),
                        containsString("1 of the 1 member looked at has it"),
                        containsString("name=\"keyField\" value=\"id\" required>"),
                        not(containsString("Leave new segments off</button>"))));
    }

    @Test
    @TestSecurity(user = "arrival-editor")
    void isTurnedOnAndOffAgain() {
        make("arrival-editor", Role.EDITOR);

        assertThat(TestingForms.post(path(), path(), Map.of("connection", connection))
                        .statusCode())
                .as("without a key field")
                .isEqualTo(400);
        TestingForms.post(path(), path(), Map.of("connection", connection, "keyField", "email", "seconds", "5400"))
                .then()
                .statusCode(303);

        given().get(path())
                .then()
                .body(allOf(
                        containsString("turned on by default, for Production"),
                        containsString("recurring every 90 minutes, keyed by email"),
                        containsString("value=\"email\" required checked")));
        given().get("/t/{t}/segments", tenant.slug())
                .then()
                .body(containsString("New segments are turned on by default, for Production"));
        TestingForms.post(path(), path() + "/off", Map.of()).then().statusCode(303);
        given().get(path()).then().body(containsString("They stay off until someone turns them on"));
        assertThat(rows.audit(tenant.id()))
                .filteredOn(line -> line.contains("changed what becomes of new segments"))
                .hasSize(2);
    }

    @Test
    @TestSecurity(user = "arrival-viewer")
    void aViewerSeesItWithoutSamplesOrAForm() {
        make("arrival-viewer", Role.VIEWER);

        given().get(path())
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("An owner or editor can change that"),
                        not(containsString("name=\"keyField\""))));
    }

    @Test
    void isTheSameForPipelines() {
        tenant = tenants.enabled();
        connection = ids.encode("con", rows.connection(tenant.id(), "Production", true));
        String address = "/api/v1/new-segments";

        tenants.as(Role.VIEWER, tenant)
                .get(address)
                .then()
                .body("on", equalTo(false))
                .body("connectionId", nullValue());
        for (String refused : new String[] {"{}", "{\"on\":true}", "{\"on\":true,\"connectionId\":\"%s\"}"}) {
            tenants.as(Role.EDITOR, tenant)
                    .body(refused.formatted(connection))
                    .put(address)
                    .then()
                    .statusCode(400);
        }
        tenants.as(Role.EDITOR, tenant)
                .body("{\"on\":true,\"connectionId\":\"%s\",\"keyField\":\"id\"}".formatted(connection))
                .put(address)
                .then()
                .statusCode(200)
                .body("connectionId", equalTo(connection))
                .body("intervalHours", equalTo(4.0f))
                .body("followHeap", equalTo(true));
        tenants.as(Role.VIEWER, tenant)
                .body("{\"on\":false}")
                .put(address)
                .then()
                .statusCode(403);
    }

    private void make(String user, Role role) {
        tenant = tenants.with(user, role);
        connection = ids.encode("con", rows.connection(tenant.id(), "Production", true));
    }

    private String path() {
        return "/t/" + tenant.slug() + "/new-segments";
    }
}
