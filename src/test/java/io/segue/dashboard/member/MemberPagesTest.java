package io.segue.dashboard.member;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.segment.PendingChanges;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The story of one person, told from what Heap said and what LaunchDarkly answered. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "member-viewer")
class MemberPagesTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    PendingChanges pending;

    @Inject
    TestingSegmentTarget target;

    Ordered sync;

    @BeforeEach
    void makeASync() {
        sync = syncs.order(syncs.place(), "950");
        tenants.join(sync.tenant(), "member-viewer", Role.VIEWER);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void tellsWhoIsInAndWithWhichCallTheyCame() {
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);

        page("ann").body(allOf(containsString(": in."), containsString("Sent to LaunchDarkly: add")));
    }

    @Test
    void tellsWhoWasRemovedAndWhen() {
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);
        syncs.leave(sync, "ann");
        syncs.run(sync);

        page("ann")
                .body(allOf(
                        containsString(": out."),
                        containsString("Sent to LaunchDarkly: add"),
                        containsString("Sent to LaunchDarkly: remove")));
        page("bob").body(not(containsString("Sent to LaunchDarkly: remove")));
    }

    @Test
    void tellsWhoWaits() {
        syncs.enter(sync, "ann");
        pending.applyAcknowledged(sync.tenant(), sync.segment());

        page("ann").body(allOf(containsString(": not in yet."), containsString("the next run sends it")));
    }

    @Test
    void tellsThatNobodyHasTheValue() {
        page("nobody").body(containsString("Heap never named “nobody”"));
    }

    @Test
    void showsValuesAsTextWhateverTheyHold() {
        page("<b>x</b>").body(allOf(containsString("&lt;b&gt;x&lt;/b&gt;"), not(containsString("<b>x"))));
    }

    @Test
    void refusesWhatIsLongerThanAnyKey() {
        given().queryParam("key", "x".repeat(513))
                .get("/t/" + slug() + "/members")
                .then()
                .statusCode(400);
    }

    private ValidatableResponse page(String key) {
        return given().queryParam("key", key)
                .get("/t/" + slug() + "/members")
                .then()
                .statusCode(200);
    }

    private String slug() {
        return syncs.one(sync, "select slug from tenant");
    }
}
