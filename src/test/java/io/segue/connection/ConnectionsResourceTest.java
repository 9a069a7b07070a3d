package io.segue.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ConnectionsResourceTest {

    private static final String AT = "/api/v1/connections";

    @Inject
    TestingTenants tenants;

    TenantSummary tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
    }

    @Nested
    @DisplayName("As visitor")
    class AsVisitor {

        @Test
        void isRefusedWithoutAToken() {
            given().redirects().follow(false).get(AT).then().statusCode(401);
        }

        @ParameterizedTest
        @ValueSource(strings = {"segue_unknown", "", "x y"})
        void isRefusedWithAnUnknownToken(String token) {
            given().redirects()
                    .follow(false)
                    .header("Authorization", "Bearer " + token)
                    .get(AT)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", startsWith("Bearer"));
        }
    }

    @Nested
    @DisplayName("As editor")
    class AsEditor {

        @Test
        void seesNoConnectionAtFirst() {
            as(Role.EDITOR).get(AT).then().statusCode(200).body("items", empty());
        }

        @Test
        void addsAConnectionAndSeesItWithoutItsToken() {
            create(TestingLaunchDarkly.TOKEN)
                    .statusCode(201)
                    .body("id", startsWith("con_"))
                    .body("region", equalTo("us"))
                    .body("tokenLastFour", equalTo("NARY"))
                    .body(not(containsString(TestingLaunchDarkly.TOKEN)));

            as(Role.EDITOR)
                    .get(AT)
                    .then()
                    .body("items.name", contains("Production"))
                    .body("items[0].clientSideId", equalTo(TestingLaunchDarkly.ENVIRONMENT))
                    .body(not(containsString(TestingLaunchDarkly.TOKEN)));
        }

        @Test
        void checksAConnectionStepByStep() {
            String id = created();

            as(Role.EDITOR)
                    .post(AT + "/" + id + "/check")
                    .then()
                    .statusCode(200)
                    .body("passed", equalTo(true))
                    .body("steps.verdict", contains("passed", "passed", "passed", "passed", "passed", "unknown"))
                    .body("steps[4].policy", containsString("proj/web:env/production:segment/*"))
                    .body(not(containsString("CANARY")));
            as(Role.EDITOR)
                    .get(AT + "/" + id + "/check")
                    .then()
                    .body("passed", equalTo(true))
                    .body("steps.verdict", contains("passed", "passed", "passed", "passed", "passed", "unknown"));
            as(Role.EDITOR)
                    .get(AT + "/" + id)
                    .then()
                    .body("checkPassed", equalTo(true))
                    .body("projectKey", equalTo("web"))
                    .body("environmentKey", equalTo("production"));
        }

        @Test
        void isToldWhatALaunchDarklyRefuses() {
            String id = create("api-wrong-wrong-wrong").extract().path("id");

            as(Role.EDITOR)
                    .post(AT + "/" + id + "/check")
                    .then()
                    .body("passed", equalTo(false))
                    .body("steps[1].verdict", equalTo("failed"))
                    .body("steps[1].found", containsString("did not recognise"));
        }

        @Test
        void replacesTheTokenAndForgetsTheOldCheck() {
            String id = created();
            as(Role.EDITOR).post(AT + "/" + id + "/check").then().statusCode(200);

            as(Role.EDITOR)
                    .body(Map.of("accessToken", "api-another-token-1234"))
                    .put(AT + "/" + id + "/token")
                    .then()
                    .statusCode(200)
                    .body("tokenLastFour", equalTo("1234"))
                    .body("checkPassed", equalTo(null));
        }

        @Test
        void removesAConnectionAndMayUseItsNameAgain() {
            String id = created();

            as(Role.EDITOR).delete(AT + "/" + id).then().statusCode(204);

            as(Role.EDITOR).get(AT + "/" + id).then().statusCode(404);
            as(Role.EDITOR).get(AT).then().body("items", empty());
            create(TestingLaunchDarkly.TOKEN).statusCode(201);
        }

        @Test
        void listsEnvironmentsWithoutTheirKeys() {
            as(Role.EDITOR)
                    .body(Map.of("accessToken", TestingLaunchDarkly.TOKEN))
                    .post(AT + "/environments")
                    .then()
                    .statusCode(200)
                    .body("", hasSize(1))
                    .body("[0].clientSideId", equalTo(TestingLaunchDarkly.ENVIRONMENT))
                    .body("[0].projectKey", equalTo("web"))
                    .body(not(containsString("CANARY")));
        }

        @Test
        void cannotListEnvironmentsWithATokenThatIsNotKnown() {
            as(Role.EDITOR)
                    .body(Map.of("accessToken", "api-wrong-wrong-wrong"))
                    .post(AT + "/environments")
                    .then()
                    .statusCode(422)
                    .body(not(containsString("wrong-wrong")));
        }

        @ParameterizedTest
        @CsvSource({
            "eu,57be1db38b75bf0772d11384,api-0123456789,422,EU and federal",
            "federal,57be1db38b75bf0772d11384,api-0123456789,422,EU and federal",
            "mars,57be1db38b75bf0772d11384,api-0123456789,400,region",
            "us,57be1db38b75bf0772d11384,sdk-0123456789,422,an SDK key",
            "us,57be1db38b75bf0772d11384,mob-0123456789,422,a mobile key",
            "us,57be1db38b75bf0772d11384,57be1db38b75bf0772d11384,422,a client-side ID",
            "us,57be1db38b75bf0772d11384,api 0123456789,422,characters",
            "us,57be1db38b75bf0772d11384,'',422,nothing",
            "us,sdk-0123456789,api-0123456789,422,an SDK key",
            "us,'',api-0123456789,422,nothing",
            "us,57BE1DB38B75BF0772D11384,api-0123456789,422,24 hexadecimal"
        })
        void isToldWhatWasPastedInstead(String region, String environment, String token, int status, String words) {
            as(Role.EDITOR)
                    .body(Map.of("name", "x", "region", region, "clientSideId", environment, "accessToken", token))
                    .post(AT)
                    .then()
                    .statusCode(status)
                    .contentType("application/problem+json")
                    .body("detail", containsString(words))
                    .body("detail", not(containsString("0123456789")));
        }

        @Test
        void cannotUseANameTwice() {
            created();

            create(TestingLaunchDarkly.TOKEN).statusCode(409);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "null", "{", "[]", "\"x\""})
        void isAnsweredPlainlyForABodyThatIsNone(String body) {
            as(Role.EDITOR).body(body).post(AT).then().statusCode(400);
        }
    }

    @Nested
    @DisplayName("As viewer")
    class AsViewer {

        @Test
        void mayLookButNotChange() {
            String id = created();

            as(Role.VIEWER).get(AT).then().statusCode(200);
            as(Role.VIEWER).get(AT + "/" + id).then().statusCode(200);
            as(Role.VIEWER).post(AT + "/" + id + "/check").then().statusCode(403);
            as(Role.VIEWER).delete(AT + "/" + id).then().statusCode(403);
            as(Role.VIEWER).body("{}").post(AT).then().statusCode(403);
            as(Role.VIEWER).body("{}").put(AT + "/" + id + "/token").then().statusCode(403);
            as(Role.VIEWER).body("{}").post(AT + "/environments").then().statusCode(403);
        }
    }

    @Nested
    @DisplayName("As another tenant's owner")
    class AsStranger {

        @Test
        void findsTheSameNothingAsForAnIdThatNeverWas() {
            String id = created();
            RequestSpecification stranger = bearer(tenants.token(tenants.enabled(), Role.OWNER));
            String body = "{\"accessToken\": \"api-another-token-1234\"}";

            assertThat(given(stranger)
                            .get(AT + "/" + id)
                            .then()
                            .statusCode(404)
                            .extract()
                            .asString())
                    .isEqualTo(given(stranger)
                            .get(AT + "/con_0123456789012345678901")
                            .asString());
            given(stranger).post(AT + "/" + id + "/check").then().statusCode(404);
            given(stranger).delete(AT + "/" + id).then().statusCode(404);
            given(stranger).body(body).put(AT + "/" + id + "/token").then().statusCode(404);
            given(stranger).get(AT).then().body("items", empty());
            as(Role.VIEWER).get(AT + "/" + id).then().body("tokenLastFour", equalTo("NARY"));
        }
    }

    private RequestSpecification as(Role role) {
        return bearer(tenants.token(tenant, role));
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    private String created() {
        return create(TestingLaunchDarkly.TOKEN).statusCode(201).extract().path("id");
    }

    private ValidatableResponse create(String token) {
        return as(Role.EDITOR)
                .body(Map.of(
                        "name",
                        "Production",
                        "region",
                        "us",
                        "clientSideId",
                        TestingLaunchDarkly.ENVIRONMENT,
                        "accessToken",
                        token))
                .post(AT)
                .then();
    }
}
