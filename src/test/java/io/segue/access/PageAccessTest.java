package io.segue.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets what from each page and each form. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class PageAccessTest {

    /** Any value will do that stands in the cookie and in the form: what counts here is who sends it. */
    private static final String FORM_TOKEN = "AAAAAAAAAAAAAAAAAAAAAA";

    @Inject
    TestingWorlds worlds;

    static Stream<Endpoint> every() {
        return Stream.of(PageEndpoints.PAGES, PageEndpoints.SUPPORT_PAGES).flatMap(List::stream);
    }

    static Stream<Endpoint> withPlaces() {
        return PageEndpoints.PAGES.stream().filter(row -> !row.places().isEmpty());
    }

    static Stream<Endpoint> notForViewers() {
        return PageEndpoints.PAGES.stream().filter(row -> !row.needs(Role.VIEWER));
    }

    static Stream<Endpoint> ofOwners() {
        return PageEndpoints.PAGES.stream().filter(row -> row.needs(Role.OWNER));
    }

    static Stream<Endpoint> forms() {
        return every().filter(row -> row.method().equals("POST"));
    }

    @Nested
    @DisplayName("As visitor")
    class AsVisitor {

        @ParameterizedTest
        @MethodSource("io.segue.access.PageAccessTest#every")
        void isSentToSignInAndChangesNothing(Endpoint row) {
            World world = worlds.untouched();
            Map<String, String> before = worlds.rowsOf(world);

            Response answer = call(row, world);

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(302);
            assertThat(answer.header("Location")).contains("response_type=code");
            assertThat(answer.asString()).doesNotContain(world.canary());
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }

        @ParameterizedTest
        @MethodSource("io.segue.access.PageAccessTest#every")
        void isLetInByNoApiToken(Endpoint row) {
            World world = worlds.untouched();
            String token = worlds.token(world, Role.OWNER);
            Map<String, String> before = worlds.rowsOf(world);

            Response answer = send(
                    given().header("Authorization", "Bearer " + token),
                    row,
                    world.fill(row.path()),
                    world.fill(row.body()));

            assertThat(answer.statusCode()).isEqualTo(row.least().isPresent() ? 404 : 403);
            assertThat(answer.asString()).doesNotContain(world.canary());
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }
    }

    /** {@code SecurityHeadersTest} has every spelling. */
    @ParameterizedTest
    @ValueSource(strings = {"/segments%2f", "/%2e%2e/support", ";x", "%5Csegments"})
    @TestSecurity(user = "access-speller")
    void aSpellingThatLayersMayReadDifferentlyIsRefused(String spelling) {
        World world = worlds.untouchedWith("access-speller", Role.OWNER);
        String page = world.fill("/t/{tenant}");
        assertThat(given().get(page).statusCode()).isEqualTo(200);

        Response answer =
                TestingHeaders.checked(given().urlEncodingEnabled(false).get(page + spelling));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.asString()).startsWith("Reading the address: expected a plain path");
    }

    @Nested
    @DisplayName("As owner")
    @TestSecurity(user = "access-owner")
    class AsOwner {

        @ParameterizedTest
        @FieldSource("io.segue.access.PageEndpoints#PAGES")
        void isLetIn(Endpoint row) {
            Response answer = call(row, worlds.with("access-owner", Role.OWNER));

            assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 286, 303, 409, 422);
        }

        @ParameterizedTest
        @FieldSource("io.segue.access.PageEndpoints#SUPPORT_PAGES")
        void mayNotDoWhatIsSupports(Endpoint row) {
            World world = worlds.untouchedWith("access-owner", Role.OWNER);
            Map<String, String> before = worlds.rowsOf(world);

            assertThat(call(row, world).statusCode()).isEqualTo(403);
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }

        @ParameterizedTest
        @MethodSource("io.segue.access.PageAccessTest#forms")
        void isRefusedWithoutTheTokenOfTheForm(Endpoint row) {
            World world = worlds.untouchedWith("access-owner", Role.OWNER);
            Map<String, String> before = worlds.rowsOf(world);

            Response answer = given().redirects()
                    .follow(false)
                    .contentType("application/x-www-form-urlencoded")
                    .body(world.fill(row.body()))
                    .post(world.fill(row.path()));

            assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 403);
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("As editor")
    @TestSecurity(user = "access-editor")
    class AsEditor {

        @ParameterizedTest
        @MethodSource("io.segue.access.PageAccessTest#ofOwners")
        void mayNotDoWhatIsTheOwners(Endpoint row) {
            assertForbidden(row, worlds.untouchedWith("access-editor", Role.EDITOR));
        }
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "access-viewer")
    class AsViewer {

        @ParameterizedTest
        @MethodSource("io.segue.access.PageAccessTest#notForViewers")
        void mayNotWrite(Endpoint row) {
            assertForbidden(row, worlds.untouchedWith("access-viewer", Role.VIEWER));
        }
    }

    @Nested
    @DisplayName("As another tenant's owner")
    @TestSecurity(user = "access-stranger")
    class AsStranger {

        @ParameterizedTest
        @FieldSource("io.segue.access.PageEndpoints#PAGES")
        void findsNothingAtTheTenantsAddress(Endpoint row) {
            worlds.untouchedWith("access-stranger", Role.OWNER);
            World world = worlds.untouched();
            Map<String, String> before = worlds.rowsOf(world);

            assertNotFound(call(row, world), world);
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }

        @ParameterizedTest
        @MethodSource("io.segue.access.PageAccessTest#withPlaces")
        void findsNothingUnderTheirOwnAddress(Endpoint row) {
            World own = worlds.untouchedWith("access-stranger", Role.OWNER);
            World world = worlds.untouched();
            Map<String, String> before = worlds.rowsOf(world);

            for (String place : row.places()) {
                String path = own.fillWith(world, place, row.path());
                assertNotFound(send(given(), row, path, own.fillWith(world, place, row.body())), world);
            }
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }

        @ParameterizedTest
        @FieldSource("io.segue.access.PageEndpoints#PAGES")
        void neitherSeesNorChangesAnythingByTheRightWayIn(Endpoint row) {
            World own = worlds.with("access-stranger", Role.OWNER);
            World world = worlds.untouched();
            Map<String, String> before = worlds.rowsOf(world);

            assertThat(call(row, own).asString()).doesNotContain(world.canary());
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }
    }

    private void assertForbidden(Endpoint row, World world) {
        Map<String, String> before = worlds.rowsOf(world);

        assertThat(call(row, world).statusCode()).isEqualTo(403);
        assertThat(worlds.rowsOf(world)).isEqualTo(before);
    }

    private static void assertNotFound(Response answer, World world) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
        assertThat(answer.asString()).doesNotContain(world.canary());
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
        return TestingHeaders.checked(request.request(row.method(), path));
    }
}
