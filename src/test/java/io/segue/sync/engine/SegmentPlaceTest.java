package io.segue.sync.engine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.sync.TargetAnswer.SegmentPlace;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.Optional;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LaunchDarkly says in its answers where the segment is; people get there from Segue. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "place-viewer")
class SegmentPlaceTest {

    private static final String URL = "https://app.launchdarkly.com/web/segments/heap-inbound-7?env=production&tab=1";

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingTenants tenants;

    @Inject
    ApiTokens tokens;

    @Inject
    OpaqueIds ids;

    Ordered sync;
    String at;

    @BeforeEach
    void order() {
        sync = syncs.order(syncs.place(), "7");
        tenants.join(sync.tenant(), "place-viewer", Role.VIEWER);
        at = "/t/" + syncs.one(sync, "select slug from tenant");
    }

    @Test
    void isShownByTheApiAndOnThePagesOfTheSegmentAndOfTheRun() {
        tell(new SegmentPlace("web", "production", "heap-inbound-7", URL));

        long run = run("ann");

        assertApiTells("heap-inbound-7", URL);
        String link = "href=\"" + URL.replace("&", "&amp;") + "\"";
        page("/segments/" + ids.encode("seg", sync.segment()), allOf(containsString(link), containsString("Open in")));
        page("/runs/" + ids.encode("run", run), allOf(containsString(link), containsString("Open in")));
        assertThat(syncs.one(sync, "select project_key || ' ' || environment_key from sync"))
                .isEqualTo("web production");
    }

    @Test
    void isKeptWhenALaterAnswerDoesNotTellIt() {
        tell(new SegmentPlace("web", "production", "heap-inbound-7", URL));
        run("ann");
        target.tellPlace(sync.place().clientSideId(), Optional.empty());
        run("bob");
        tell(new SegmentPlace("", "", "", ""));
        run("cy");

        assertApiTells("heap-inbound-7", URL);
    }

    @Test
    void isNoLinkAsLongAsNobodyToldIt() {
        long run = run("ann");

        assertApiTells(null, null);
        page("/segments/" + ids.encode("seg", sync.segment()), not(containsString("Open in LaunchDarkly")));
        page("/runs/" + ids.encode("run", run), not(containsString("Open in LaunchDarkly")));
    }

    private void tell(SegmentPlace place) {
        target.tellPlace(sync.place().clientSideId(), Optional.of(place));
    }

    private long run(String key) {
        syncs.enter(sync, key);
        long run = syncs.start(sync);
        syncs.awaitEnd(sync, run);
        return run;
    }

    private void page(String path, Matcher<String> shows) {
        given().get(at + path).then().statusCode(200).body(shows);
    }

    private void assertApiTells(String key, String url) {
        TestingTenants.bearer(tokens.create(sync.tenant(), "a test", Role.VIEWER, "a test")
                        .value())
                .get("/api/v1/segments/" + ids.encode("seg", sync.segment()))
                .then()
                .statusCode(200)
                .body("syncs[0].segmentKey", equalTo(key))
                .body("syncs[0].segmentUrl", equalTo(url));
    }
}
