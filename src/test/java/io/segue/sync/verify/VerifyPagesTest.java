package io.segue.sync.verify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comparing with LaunchDarkly on pages and over the API. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class VerifyPagesTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingSegmentTarget target;

    @Inject
    ApiTokens tokens;

    @Inject
    OpaqueIds ids;

    Ordered sync;
    String slug;
    String connection;

    @BeforeEach
    void launchDarklyHoldsAnn() {
        sync = syncs.order(syncs.place(), "998");
        syncs.enter(sync, "ann");
        syncs.run(sync);
        syncs.sql(sync.tenant(), """
                update sync set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-998',
                       target_count = 7, looked_at = now()""");
        slug = syncs.one(sync, "select slug from tenant");
        connection = ids.encode("con", sync.place().connection());
    }

    @Test
    @TestSecurity(user = "verify-editor")
    void anEditorAsksAndRepairs() {
        tenants.join(sync.tenant(), "verify-editor", Role.EDITOR);

        given().get(page())
                .then()
                .statusCode(200)
                .body(allOf(containsString("Check these"), containsString(">7<small>")));
        Response asked = TestingForms.post(
                page(), segment() + "/verify", Map.of("connection", connection, "kind", "sample", "keys", "1"));
        assertThat(asked.statusCode()).isEqualTo(303);
        String verification = asked.header("Location").replaceFirst("https?://[^/]+", "");
        given().get(verification).then().statusCode(200).body(containsString("Choosing keys."));
        given().get(verification + "/live").then().statusCode(200);

        syncs.sql(
                sync.tenant(), "update verification set state = 'done', finished_at = now(), checked = 9, missing = 1");
        syncs.sql(sync.tenant(), """
                insert into verification_key (tenant_id, verification_id, key, finding)
                select tenant_id, id, 'ann', 'missing' from verification""");
        given().get(verification)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("1 difference in 9 keys."),
                        containsString("not there, though it was confirmed"),
                        containsString("Repair 1 key")));
        given().get(verification + "/live").then().statusCode(286);
        given().get(verification + "/csv").then().body(equalTo("\"finding\",\"key\"\r\n\"missing\",\"ann\"\r\n"));

        assertThat(TestingForms.post(verification, verification + "/repair", Map.of())
                        .statusCode())
                .isEqualTo(303);
        syncs.awaitQuiet(sync);
        assertThat(target.calls(sync.place().clientSideId())).hasSize(2);
        given().get(verification)
                .then()
                .body(allOf(containsString("Repaired by"), not(containsString("Repair 1 key"))));
        given().get(page()).then().body(containsString("1 difference, repaired"));
    }

    @Test
    @TestSecurity(user = "verify-editor")
    void anEditorHasEverythingSentAgain() {
        tenants.join(sync.tenant(), "verify-editor", Role.EDITOR);

        assertThat(TestingForms.post(page(), segment() + "/send-all", Map.of("connection", connection))
                        .statusCode())
                .isEqualTo(303);
        syncs.awaitQuiet(sync);

        assertThat(target.calls(sync.place().clientSideId())).hasSize(2);
        assertThat(rows.audit(sync.tenant()))
                .anyMatch(entry -> entry.contains(
                        "had everything sent again: whatever LaunchDarkly had confirmed; members until now: 1"));
    }

    @Test
    @TestSecurity(user = "verify-viewer")
    void aViewerOnlyLooks() {
        tenants.join(sync.tenant(), "verify-viewer", Role.VIEWER);

        given().get(page())
                .then()
                .statusCode(200)
                .body(allOf(not(containsString("Check these")), not(containsString("Send everything again…"))));
    }

    @Test
    void aPipelineAsksReadsAndRepairs() {
        RequestSpecification api = TestingTenants.bearer(
                tokens.create(sync.tenant(), "a test", Role.EDITOR, "a test").value());
        String asked = given(api)
                .body(Map.of("connectionId", connection, "keys", 5))
                .post("/api/v1/segments/" + ids.encode("seg", sync.segment()) + "/verifications")
                .then()
                .statusCode(202)
                .body("state", equalTo("waiting"), "kind", equalTo("sample"), "wanted", equalTo(5))
                .extract()
                .path("id");
        syncs.sql(sync.tenant(), "update verification set state = 'done', finished_at = now(), checked = 5, extra = 1");
        syncs.sql(sync.tenant(), """
                insert into verification_key (tenant_id, verification_id, key, finding)
                select tenant_id, id, 'stranger', 'extra' from verification""");

        syncs.sql(sync.tenant(), "update sync set target_count = 12, looked_at = now()");

        given(api)
                .queryParam("connectionId", connection)
                .get("/api/v1/segments/" + ids.encode("seg", sync.segment()) + "/verifications/standing")
                .then()
                .body("delivered", equalTo(1), "counted", equalTo(12));
        given(api).get("/api/v1/verifications/" + asked).then().body("extra", equalTo(1));
        given(api)
                .get("/api/v1/verifications/" + asked + "/differences")
                .then()
                .body("items[0].key", equalTo("stranger"), "items[0].finding", equalTo("extra"));
        given(api)
                .body("{}")
                .post("/api/v1/verifications/" + asked + "/repair")
                .then()
                .statusCode(202);
        syncs.awaitQuiet(sync);

        assertThat(target.calls(sync.place().clientSideId()))
                .last()
                .satisfies(batch -> assertThat(batch.removes()).containsExactly("stranger"));
        given(api)
                .body(Map.of("connectionId", connection, "kind", "everything"))
                .post("/api/v1/segments/" + ids.encode("seg", sync.segment()) + "/verifications")
                .then()
                .statusCode(400);
    }

    private String segment() {
        return "/t/" + slug + "/segments/" + ids.encode("seg", sync.segment());
    }

    private String page() {
        return segment() + "/verify?connection=" + connection;
    }
}
