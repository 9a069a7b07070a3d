package io.segue.erasure;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner erases a person on the pages; everyone of the tenant sees the proof, and nobody the person. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "erasing-owner")
class ErasurePagesTest {

    private static final String ANN = "ann.on.a.page@example.com";

    @Inject
    TestingErasures erasures;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    ApiTokens tokens;

    @Inject
    TestingSegmentTarget target;

    Ordered sync;

    @BeforeEach
    void annIsInLaunchDarkly() {
        sync = syncs.order(syncs.place(), "970");
        tenants.join(sync.tenant(), "erasing-owner", Role.OWNER);
        syncs.enter(sync, ANN, "bob");
        syncs.run(sync);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void saysWhatWillHappenBeforeItDoes() {
        Response asked = post(at("/erasures"), at("/erasures/ask"), Map.of("key", ANN));

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.asString())
                .contains("Heap named this person 1 time, in 1 segment", "1 LaunchDarkly segment:", "cannot be undone");
        assertThat(target.held(sync.place().clientSideId(), "970")).contains(ANN);
    }

    @Test
    void erasesOnAnOwnersWordAndShowsTheProof() {
        Response sent = post(at("/erasures"), at("/erasures"), Map.of("value", ANN, "reference", "T-42"));
        String proof = sent.header("Location").replaceFirst("^https?://[^/]+", "");
        page(proof).body(allOf(containsString("T-42"), not(containsString(ANN))));

        erasures.complete(sync.tenant(), proof.substring(proof.lastIndexOf('/') + 1));

        page(proof)
                .body(allOf(
                        containsString("Complete"),
                        containsString("call 1 of a run"),
                        containsString("kept and nothing else"),
                        not(containsString(ANN))));
        given().get(proof + "/proof.txt")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"))
                .body(allOf(containsString("PROOF OF ERASURE"), containsString("T-42"), not(containsString(ANN))));
        page(at("/erasures")).body(containsString("T-42"));
    }

    @Test
    void tellsWhoKnowsThePersonWhetherAProofIsOfThem() {
        String proof = at("/erasures/" + erasures.erase(sync, ANN).id());

        assertThat(post(proof, proof + "/check", Map.of("value", ANN)).asString())
                .contains("Yes: this erasure was of that id or key.");
        assertThat(post(proof, proof + "/check", Map.of("value", "bob")).asString())
                .contains("<strong>No.");
    }

    @Test
    void tellsInTheStoryThatThePersonWasErased() {
        String erasure = erasures.erase(sync, ANN).id();

        given().queryParam("key", ANN)
                .get(at("/members"))
                .then()
                .statusCode(200)
                .body(allOf(containsString("<strong>Erased.</strong>"), containsString("/erasures/" + erasure)));
        TestingTenants.bearer(token(Role.VIEWER))
                .queryParam("idOrKey", ANN)
                .get("/api/v1/members")
                .then()
                .body("reason", equalTo("erased"))
                .body("erasureId", equalTo(erasure));
    }

    @Test
    void letsThePersonComeBack() {
        String proof = at("/erasures/" + erasures.erase(sync, ANN).id());

        assertThat(post(proof, proof + "/lift", Map.of()).statusCode()).isEqualTo(303);

        page(proof).body(containsString("the person comes back with whatever Heap sends"));
    }

    @Test
    void keepsHeapsKeyToItself() {
        post(at("/erasures"), at("/erasures/heap-key"), Map.of("appId", "1234", "apiKey", "a-key-of-heaps-7777"));

        page(at("/erasures")).body(allOf(containsString("7777"), not(containsString("a-key-of-heaps"))));

        post(at("/erasures"), at("/erasures/heap-key/remove"), Map.of());
        page(at("/erasures")).body(not(containsString("7777")));
    }

    @Test
    void offersAnEditorNothingToErase() {
        syncs.sql(sync.tenant(), "update person set role = 'editor'");

        page(at("/erasures")).body(not(containsString("Erase a person</h2>")));
        given().queryParam("key", ANN).get(at("/members")).then().body(not(containsString("Erase this person")));
    }

    @Test
    void servesPipelinesOfAnOwner() {
        String id = TestingTenants.bearer(token(Role.OWNER))
                .body(Map.of("values", new String[] {ANN}, "reference", "T-43"))
                .post("/api/v1/erasures")
                .then()
                .statusCode(202)
                .body("identifiers", equalTo(1))
                .extract()
                .path("id");
        erasures.complete(sync.tenant(), id);

        TestingTenants.bearer(token(Role.VIEWER))
                .get("/api/v1/erasures/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("places", hasSize(1))
                .body("places[0].state", equalTo("confirmed"))
                .body("places[0].runId", notNullValue());
        TestingTenants.bearer(token(Role.OWNER))
                .delete("/api/v1/erasures/" + id + "/block")
                .then()
                .statusCode(200)
                .body("liftedAt", notNullValue());
        TestingTenants.bearer(token(Role.EDITOR))
                .body(Map.of("values", new String[] {"bob"}))
                .post("/api/v1/erasures")
                .then()
                .statusCode(403);
    }

    private String token(Role role) {
        return tokens.create(sync.tenant(), "a test", role, "a test").value();
    }

    private ValidatableResponse page(String path) {
        return given().get(path).then().statusCode(200);
    }

    private String at(String page) {
        return "/t/" + syncs.one(sync, "select slug from tenant") + page;
    }
}
