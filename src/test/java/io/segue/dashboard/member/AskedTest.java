package io.segue.dashboard.member;

import static io.segue.connection.TestingLaunchDarkly.ASKED;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingTenants;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.platform.OpaqueIds;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What LaunchDarkly says of a key when it is asked, beside what it confirmed to us; over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
@TestSecurity(user = "asking-viewer")
class AskedTest {

    private static final String OTHER = "That is not what it confirmed to us";

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    ApiTokens tokens;

    @Inject
    OpaqueIds ids;

    Ordered sync;

    /** Ann, Cid and Dot were confirmed, Bob's removal, too. */
    @BeforeEach
    void makeASync() {
        sync = syncs.order(syncs.place(tenants.enabled().id(), TestingLaunchDarkly.TOKEN), "951");
        tenants.join(sync.tenant(), "asking-viewer", Role.VIEWER);
        syncs.enter(sync, "ann", "bob", "cid", "dot");
        syncs.run(sync);
        syncs.leave(sync, "bob");
        syncs.run(sync);
        syncs.sql(
                sync.tenant(),
                "update sync set segment_key = '" + ASKED + "', project_key = 'web', environment_key = 'production'");
    }

    @Test
    void tellsWhoIsIn() {
        onPage("ann")
                .body(allOf(containsString("LaunchDarkly says now: <strong>in</strong>"), not(containsString(OTHER))));
        overApi("ann").body("member", equalTo(true)).body("words", nullValue()).body("code", nullValue());
    }

    @Test
    void tellsWhoIsNotIn() {
        onPage("bob")
                .body(allOf(
                        containsString("LaunchDarkly says now: <strong>not in</strong>"), not(containsString(OTHER))));
        overApi("bob").body("member", equalTo(false)).body("words", nullValue());
    }

    @Test
    void tellsWhereThatIsNotWhatWasConfirmed() {
        onPage("cid")
                .body(allOf(
                        containsString("LaunchDarkly says now: <strong>not in</strong>"),
                        containsString(OTHER),
                        containsString("/preview?connection=" + connection())));
        overApi("cid").body("member", equalTo(false));
    }

    @Test
    void tellsWhyLaunchDarklyDidNotSay() {
        onPage("dot")
                .body(allOf(
                        containsString("LaunchDarkly did not say: "),
                        containsString("/errors#unavailable"),
                        not(containsString("LaunchDarkly says now"))));
        overApi("dot")
                .body("member", nullValue())
                .body("words", not(nullValue()))
                .body("code", equalTo("unavailable"));
    }

    private ValidatableResponse onPage(String key) {
        String page = "/t/" + syncs.one(sync, "select slug from tenant") + "/members?key=" + key;
        return TestingForms.post(
                        page, page, Map.of("key", key, "place", segment() + " " + connection(), "contextKey", key))
                .then()
                .statusCode(200);
    }

    private ValidatableResponse overApi(String key) {
        return TestingTenants.bearer(tokens.create(sync.tenant(), "a test", Role.VIEWER, "a test")
                        .value())
                .contentType(ContentType.JSON)
                .body(Map.of("segmentId", segment(), "connectionId", connection(), "key", key))
                .post("/api/v1/members/ask")
                .then()
                .statusCode(200);
    }

    private String segment() {
        return ids.encode("seg", sync.segment());
    }

    private String connection() {
        return ids.encode("con", sync.place().connection());
    }
}
