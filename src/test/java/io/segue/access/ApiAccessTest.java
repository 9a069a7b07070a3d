package io.segue.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.tenant.Role;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets what from each address of the REST API. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ApiAccessTest {

    private static final String PROBLEM = "application/problem+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    TestingWorlds worlds;

    @Inject
    Tenants tenants;

    static Stream<Endpoint> withPlaces() {
        return Endpoints.API.stream().filter(row -> !row.places().isEmpty());
    }

    static Stream<Endpoint> writing() {
        return Endpoints.API.stream().filter(row -> row.needs(Role.EDITOR));
    }

    static Stream<Endpoint> every() {
        return Stream.of(Endpoints.API, Endpoints.SUPPORT_API).flatMap(List::stream);
    }

    @Nested
    @DisplayName("As visitor")
    class AsVisitor {

        @ParameterizedTest
        @MethodSource("io.segue.access.ApiAccessTest#every")
        void isRefusedAndChangesNothing(Endpoint row) {
            World world = worlds.untouched();
            Map<String, String> before = worlds.rowsOf(world);

            assertRefused(call(Optional.empty(), row, world), 401, world);
            assertRefused(call(Optional.of("segue_no-ones"), row, world), 401, world);
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("As owner")
    class AsOwner {

        @ParameterizedTest
        @FieldSource("io.segue.access.Endpoints#API")
        void isLetIn(Endpoint row) {
            World world = worlds.ofNobody();

            Response answer = call(Optional.of(worlds.token(world, Role.OWNER)), row, world);

            assertThat(answer.statusCode()).as(answer.asString()).isNotIn(401, 403, 404, 405, 415, 500);
        }

        @ParameterizedTest
        @FieldSource("io.segue.access.Endpoints#SUPPORT_API")
        void mayNotDoWhatIsSupports(Endpoint row) {
            World world = worlds.untouched();
            String token = worlds.token(world, Role.OWNER);
            Map<String, String> before = worlds.rowsOf(world);

            assertRefused(call(Optional.of(token), row, world), 403, world);
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }

        @ParameterizedTest
        @FieldSource("io.segue.access.Endpoints#API")
        void readsButDoesNotWriteWhileTheTenantIsSuspended(Endpoint row) {
            World world = worlds.untouched("suspended", worlds::ofNobody);
            String token = worlds.token(world, Role.OWNER);
            tenants.suspend(world.tenant().slug());
            Map<String, String> before = worlds.rowsOf(world);

            assertThat(call(Optional.of(token), row, world).statusCode()).isEqualTo(row.needs(Role.VIEWER) ? 200 : 403);
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("As viewer")
    class AsViewer {

        @ParameterizedTest
        @MethodSource("io.segue.access.ApiAccessTest#writing")
        void mayNotWrite(Endpoint row) {
            World world = worlds.untouched();
            String token = worlds.token(world, Role.VIEWER);
            Map<String, String> before = worlds.rowsOf(world);

            assertRefused(call(Optional.of(token), row, world), 403, world);
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }
    }

    @Nested
    @DisplayName("As another tenant's owner")
    class AsStranger {

        @ParameterizedTest
        @MethodSource("io.segue.access.ApiAccessTest#withPlaces")
        void findsTheSameNothingAsForWhatNeverWas(Endpoint row) {
            World world = worlds.untouched();
            World own = worlds.untouched("stranger", worlds::ofNobody);
            String token = worlds.token(own, Role.OWNER);
            Map<String, String> before = worlds.rowsOf(world);

            for (String place : row.places()) {
                Response answer = send(
                        Optional.of(token),
                        row.method(),
                        own.fillWith(world, place, row.path()),
                        own.fillWith(world, place, row.body()));
                assertRefused(answer, 404, world);
                assertThat(answer.asString())
                        .isEqualTo(send(
                                        Optional.of(token),
                                        row.method(),
                                        never(own, place, row.path()),
                                        never(own, place, row.body()))
                                .asString());
            }
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }

        @ParameterizedTest
        @FieldSource("io.segue.access.Endpoints#API")
        void neitherSeesNorChangesAnythingByTheRightWayIn(Endpoint row) {
            World world = worlds.untouched();
            World own = worlds.ofNobody();
            Map<String, String> before = worlds.rowsOf(world);

            Response answer = call(Optional.of(worlds.token(own, Role.OWNER)), row, own);

            assertThat(answer.asString()).doesNotContain(world.canary());
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }

        /** The id of a thing, cut from its kind: as long as a right one, and nobody's. */
        private String never(World own, String place, String text) {
            String prefix = own.names().get(place).substring(0, 4);
            return own.fill(text.replace("{" + place + "}", prefix + "0123456789012345678901"));
        }
    }

    @Nested
    @DisplayName("As support")
    class AsSupport {

        @ParameterizedTest
        @FieldSource("io.segue.access.Endpoints#SUPPORT_API")
        void isLetIn(Endpoint row) {
            Response answer = call(Optional.of(worlds.supportToken()), row, worlds.ofNobody());

            assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 204);
        }

        @ParameterizedTest
        @FieldSource("io.segue.access.Endpoints#API")
        void belongsToNoTenant(Endpoint row) {
            World world = worlds.untouched();
            Map<String, String> before = worlds.rowsOf(world);

            Response answer = call(Optional.of(worlds.supportToken()), row, world);

            assertThat(answer.statusCode()).as(answer.asString()).isIn(403, 404);
            assertRefused(answer, answer.statusCode(), world);
            assertThat(worlds.rowsOf(world)).isEqualTo(before);
        }
    }

    private static Response call(Optional<String> token, Endpoint row, World world) {
        return send(token, row.method(), world.fill(row.path()), world.fill(row.body()));
    }

    private static Response send(Optional<String> token, String method, String path, String body) {
        RequestSpecification request = given().redirects().follow(false);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        if (!method.equals("GET")) {
            request.contentType("application/json").body(body);
        }
        return TestingHeaders.checked(request.request(method, path));
    }

    private static void assertRefused(Response answer, int status, World world) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith(PROBLEM);
        assertThat(statusIn(answer.asString())).isEqualTo(status);
        assertThat(answer.asString()).doesNotContain(world.canary());
    }

    /** REST Assured would compile a script for the path each time. */
    private static int statusIn(String problem) {
        try {
            return JSON.readTree(problem).path("status").asInt();
        } catch (JsonProcessingException e) {
            throw new AssertionError("Expected a problem as JSON, found " + problem, e);
        }
    }
}
