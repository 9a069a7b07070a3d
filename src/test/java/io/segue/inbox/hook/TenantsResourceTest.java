package io.segue.inbox.hook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class TenantsResourceTest {

    private static final String AT = "/api/v1/tenants/";

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    ApiTokens tokens;

    @Nested
    @DisplayName("As support")
    class AsSupport {

        @Test
        void changesTheSignatureWindow() {
            TenantSummary tenant = tenants.enabled();

            with(rows.supportToken())
                    .body(Map.of("signatureWindowSeconds", 120))
                    .put(AT + tenant.slug() + "/hook")
                    .then()
                    .statusCode(200)
                    .body("signatureWindowSeconds", equalTo(120));

            with(rows.supportToken())
                    .get(AT + "?search=" + tenant.slug())
                    .then()
                    .body("items.signatureWindowSeconds", equalTo(List.of(120)));
            assertThat(rows.audit(tenant.id()))
                    .contains(
                            "support token (support) changed the signature window: before: 300 seconds; after: 120 seconds");
        }

        @ParameterizedTest
        @ValueSource(strings = {"29", "901", "-1", "2147483647"})
        void isToldTheBoundsOfTheWindow(String seconds) {
            with(rows.supportToken())
                    .body("{\"signatureWindowSeconds\":" + seconds + "}")
                    .put(AT + tenants.enabled().slug() + "/hook")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", containsString("expected 30 to 900 seconds, got " + seconds));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "{\"signatureWindowSeconds\":null}", "{\"signatureWindowSeconds\":\"x\"}"})
        void isToldWhatIsMissing(String body) {
            with(rows.supportToken())
                    .body(body)
                    .put(AT + tenants.enabled().slug() + "/hook")
                    .then()
                    .statusCode(400);
        }

        @Test
        void findsNoTenantThatIsNotThere() {
            with(rows.supportToken())
                    .body(Map.of("signatureWindowSeconds", 120))
                    .put(AT + "nobody/hook")
                    .then()
                    .statusCode(404);
        }

        @Test
        void isToldThatATenantsPartOfTheApiIsNotItsOwn() {
            with(rows.supportToken())
                    .get("/api/v1/segments")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("detail", containsString("needs an API token of a tenant's"));
        }
    }

    @Nested
    @DisplayName("As a tenant's owner")
    class AsOwner {

        @Test
        void cannotChangeIt() {
            TenantSummary tenant = tenants.enabled();
            String token =
                    tokens.create(tenant.id(), "mine", Role.OWNER, "a test").value();

            with(token)
                    .body(Map.of("signatureWindowSeconds", 120))
                    .put(AT + tenant.slug() + "/hook")
                    .then()
                    .statusCode(403);
        }
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
