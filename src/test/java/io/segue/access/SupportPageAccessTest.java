package io.segue.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What support reaches of the pages, and what a look opens. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class SupportPageAccessTest {

    /** Any value will do that stands in the cookie and in the form: what counts here is who sends it. */
    private static final String FORM_TOKEN = "AAAAAAAAAAAAAAAAAAAAAA";

    @Inject
    TestingWorlds worlds;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    static Stream<Endpoint> notForViewers() {
        return PageEndpoints.PAGES.stream().filter(row -> !row.needs(Role.VIEWER));
    }

    /** The one page of owners that changes nothing by itself: the list of tokens. */
    static Stream<Endpoint> openToLooks() {
        return PageEndpoints.PAGES.stream()
                .filter(row -> row.needs(Role.VIEWER) || row.toString().equals("GET /t/{tenant}/tokens"));
    }

    static Stream<Endpoint> notOpenToLooks() {
        return notForViewers().filter(row -> !row.toString().equals("GET /t/{tenant}/tokens"));
    }

    @Nested
    @DisplayName("As support")
    @TestSecurity(user = "access-support", roles = SignedIn.SUPPORT)
    class AsSupport {

        @ParameterizedTest
        @FieldSource("io.segue.access.PageEndpoints#SUPPORT_PAGES")
        void isLetIn(Endpoint row) {
            Response answer = call(row, worlds.ofNobody());

            assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 303);
        }

        @ParameterizedTest
        @FieldSource("io.segue.access.PageEndpoints#PAGES")
        void isToSayWhyBeforeTheyLook(Endpoint row) {
            World world = worlds.untouched();
            Map<String, String> before = worlds.rowsOf(world);

            Response answer = call(row, world);

            assertThat(answer.statusCode()).as(answer.asString()).isIn(303, 403);
            assertThat(answer.asString()).doesNotContain(world.canary());
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }

        @ParameterizedTest
        @MethodSource("io.segue.access.SupportPageAccessTest#openToLooks")
        void looksWithAReasonAndIsWrittenDown(Endpoint row) {
            World world = lookedAt();
            Map<String, String> before = withoutTheLog(worlds.rowsOf(world));

            Response answer = call(row, world);

            assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 286, 409);
            assertThat(answer.asString()).doesNotContain(TestingLaunchDarkly.TOKEN);
            assertThat(withoutTheLog(worlds.rowsOf(world))).isEqualTo(before);
            assertThat(rows.audit(world.tenant().id()))
                    .contains("access-support (support) looked at a page: because: a ticket");
        }

        @ParameterizedTest
        @MethodSource("io.segue.access.SupportPageAccessTest#notOpenToLooks")
        void changesNothingWithALookAndThatIsWrittenDownToo(Endpoint row) {
            World world = lookedAt();
            Map<String, String> before = withoutTheLog(worlds.rowsOf(world));

            Response answer = call(row, world);

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
            assertThat(answer.asString()).doesNotContain(world.canary());
            assertThat(withoutTheLog(worlds.rowsOf(world))).isEqualTo(before);
            assertThat(rows.audit(world.tenant().id()))
                    .contains("access-support (support) tried to change something, and was refused: because: a ticket");
        }

        private World lookedAt() {
            World world = worlds.ofNobody();
            tenants.look(world.tenant().id(), "access-support", "a ticket");
            return world;
        }

        private static Map<String, String> withoutTheLog(Map<String, String> rows) {
            rows.remove("audit_entry");
            return rows;
        }
    }

    private static Response call(Endpoint row, World world) {
        return send(given(), row, world.fill(row.path()), world.fill(row.body()));
    }

    private static Response send(RequestSpecification request, Endpoint row, String path, String fields) {
        request.redirects()
                .follow(false)
                .accept("text/html, text/event-stream, text/csv, text/plain, application/json");
        if (row.method().equals("POST")) {
            request.cookie("csrf-token", FORM_TOKEN)
                    .contentType("application/x-www-form-urlencoded")
                    .body("csrf-token=" + FORM_TOKEN + "&" + fields);
        }
        return request.request(row.method(), path);
    }
}
