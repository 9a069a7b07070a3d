package io.segue.sync.quarantine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingTenants;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.Batch;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What LaunchDarkly refused is shown with its words, and sent again when a person says so. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "quarantine-editor")
class QuarantinePagesTest {

    private static final String KEYS = "select count(*) from quarantined_key";

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingSegmentTarget target;

    Ordered sync;

    @BeforeEach
    void refuseTwo() {
        sync = syncs.order(syncs.place(), "951");
        tenants.join(sync.tenant(), "quarantine-editor", Role.EDITOR);
        target.failBefore(QuarantinePagesTest::refuseBad);
        syncs.enter(sync, "bad-1", "bad-2", "good");
        syncs.run(sync);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void showsEachKeyWithLaunchDarklysWords() {
        given().get(path())
                .then()
                .statusCode(200)
                .body(allOf(containsString("bad-1"), containsString("Not this one"), not(containsString(">good<"))));
    }

    @Test
    void sendsOneAgainAtOnce() {
        target.work();

        post(Map.of("sync", idOf(), "key", "bad-1"));
        syncs.awaitQuiet(sync);

        assertThat(target.held(sync.place().clientSideId(), "951")).containsExactly("bad-1", "good");
        assertThat(syncs.one(sync, KEYS)).isEqualTo("1");
    }

    @Test
    void sendsAllAgainAtOnce() {
        target.work();

        post(Map.of());
        syncs.awaitQuiet(sync);

        assertThat(target.held(sync.place().clientSideId(), "951")).containsExactly("bad-1", "bad-2", "good");
        assertThat(syncs.one(sync, KEYS)).isEqualTo("0");
        assertThat(syncs.one(sync, "select detail from audit_entry where action = 'retried quarantined keys'"))
                .isEqualTo("2 sent again with the next run");
    }

    @Test
    void takesThoseBackThatAreRefusedAgain() {
        post(Map.of());
        syncs.awaitQuiet(sync);

        assertThat(syncs.one(sync, KEYS)).isEqualTo("2");
    }

    @Test
    void forgetsThoseWhoseMemberLeft() {
        syncs.leave(sync, "bad-1");
        syncs.run(sync);

        assertThat(syncs.one(sync, "select string_agg(key, ',') from quarantined_key"))
                .isEqualTo("bad-2");
    }

    @Test
    void readsAnyPageNumber() {
        given().queryParam("page", Integer.MAX_VALUE).get(path()).then().statusCode(200);
    }

    private void post(Map<String, String> fields) {
        TestingForms.post(path(), path() + "/retry", fields).then().statusCode(303);
    }

    private String idOf() {
        String page = given().get(path()).asString();
        int at = page.indexOf("name=\"sync\" value=\"") + 19;
        return page.substring(at, page.indexOf('"', at));
    }

    private String path() {
        return "/t/" + syncs.one(sync, "select slug from tenant") + "/quarantine";
    }

    private static Optional<VendorFailure> refuseBad(Batch batch) {
        return batch.adds().stream().anyMatch(key -> key.startsWith("bad"))
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "Not this one."))
                : Optional.empty();
    }
}
