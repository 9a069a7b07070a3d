package io.segue.api.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change that was meant for what stands there no more is refused; what merely happens to a thing refuses none. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class VersionsTest {

    @Inject
    TestingWorlds worlds;

    @Inject
    TestingRows rows;

    private World world;
    private String token;

    @BeforeEach
    void makeAWorld() {
        world = worlds.ofNobody();
        token = worlds.token(world, Role.OWNER);
    }

    @Test
    void refusesAChangeThatWasMeantForAnotherVersion() {
        String seen = tag("/api/v1/connections/{connection}");
        changed(seen, "{\"name\":\"First\"}").then().statusCode(200);

        Response late = changed(seen, "{\"name\":\"Second\"}");

        late.then().statusCode(412).contentType("application/problem+json").body("code", equalTo("changed-meanwhile"));
        assertThat(caller().get(world.fill("/api/v1/connections/{connection}")).<String>path("name"))
                .isEqualTo("First");
    }

    @Test
    void tellsTheVersionThatAChangeMade() {
        Response changed = changed(tag("/api/v1/connections/{connection}"), "{\"name\":\"First\"}");

        assertThat(changed.header("ETag")).isEqualTo(tag("/api/v1/connections/{connection}"));
        changed(changed.header("ETag"), "{\"name\":\"Second\"}").then().statusCode(200);
    }

    @Test
    void letsAChangePassThatNamesNoVersionOrAny() {
        changed("*", "{\"name\":\"First\"}").then().statusCode(200);
        changed("\"another\", " + tag("/api/v1/connections/{connection}"), "{\"name\":\"Second\"}")
                .then()
                .statusCode(200);
        caller().body("{\"name\":\"Third\"}")
                .put(world.fill("/api/v1/connections/{connection}"))
                .then()
                .statusCode(200);
    }

    @Test
    void staysWhileMembersComeAndGo() {
        String seen = tag("/api/v1/segments/{segment}");
        rows.write(
                world.tenant().id(),
                "update segment set member_count = member_count + 1, heard_at = now() where tenant_id = ? returning id");

        assertThat(tag("/api/v1/segments/{segment}")).isEqualTo(seen);
    }

    @Test
    void changesWithWhatIsOrdered() {
        String seen = tag("/api/v1/segments/{segment}");
        String order = world.fill("{\"connectionId\":\"{connection}\",\"mode\":\"recurring\",\"intervalHours\":8}");

        caller().header("If-Match", seen)
                .body(order)
                .put(world.fill("/api/v1/segments/{segment}/sync"))
                .then()
                .statusCode(200);
        caller().header("If-Match", seen)
                .body(order)
                .put(world.fill("/api/v1/segments/{segment}/sync"))
                .then()
                .statusCode(412);
    }

    /** The last two are of what is done at most once: an erasure that goes on, and a hold that is decided then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/erasures/heap-key; PUT; /erasures/heap-key; {'appId':'123','apiKey':'a-key-of-heaps-0000'}; 200",
                "/erasures/heap-key; DELETE; /erasures/heap-key; {}; 204",
                "/alerts/targets/{target}; POST; /alerts/targets/{target}/secret; {}; 200",
                "/flags/changes/hook; POST; /flags/changes/url; {}; 200",
                "/flags/changes/hook; PUT; /flags/changes/secret; {'secret':'a secret of {tenant}'}; 204",
                "/holds/{hold}; POST; /holds/{hold}/approve; {'ceiling':1000}; 200",
                "/holds/{hold}; POST; /holds/{hold}/reject; {}; 200",
                "/erasures/{erasure}; DELETE; /erasures/{erasure}/block; {}; 409"
            })
    void comparesTheVersionThatAChangeIsMeantFor(String read, String method, String at, String body, int done) {
        String seen = tag("/api/v1" + read);

        change(method, at, body, "\"another\"").then().statusCode(412).body("code", equalTo("changed-meanwhile"));
        assertThat(tag("/api/v1" + read)).isEqualTo(seen);

        change(method, at, body, seen).then().statusCode(done);
    }

    @Test
    void refusesADecisionOnAHoldThatSomebodyElseTook() {
        String seen = tag("/api/v1/holds/{hold}");
        change("POST", "/holds/{hold}/approve", "{'ceiling':1000}", seen).then().statusCode(200);

        change("POST", "/holds/{hold}/reject", "{}", seen).then().statusCode(412);
    }

    private Response change(String method, String at, String body, String meant) {
        return caller().header("If-Match", meant)
                .body(world.fill(body).replace('\'', '"'))
                .request(method, world.fill("/api/v1" + at));
    }

    private Response changed(String seen, String body) {
        return caller().header("If-Match", seen).body(body).put(world.fill("/api/v1/connections/{connection}"));
    }

    private String tag(String path) {
        return caller().get(world.fill(path)).header("ETag");
    }

    private RequestSpecification caller() {
        return TestingTenants.bearer(token);
    }
}
