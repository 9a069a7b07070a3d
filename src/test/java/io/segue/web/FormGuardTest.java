package io.segue.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingTenants;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An owner's own browser, with the right token of the form: what counts here is where it says that the form stood. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "form-owner")
class FormGuardTest {

    private static final String WHERE = "Sec-Fetch-Site";

    @Inject
    TestingTenants tenants;

    @Inject
    ApiTokens tokens;

    TenantSummary tenant;
    String page;

    @BeforeEach
    void makeTenant() {
        tenant = tenants.with("form-owner", Role.OWNER);
        page = "/t/" + tenant.slug() + "/tokens";
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void takesAFormOfOurOwnPages(String site) {
        assertThat(post(given().header(WHERE, site)).statusCode()).isEqualTo(200);
        assertThat(tokens.list(tenant.id())).hasSize(1);
    }

    @Test
    void takesAFormOfABrowserThatDoesNotTell() {
        assertThat(post(given()).statusCode()).isEqualTo(200);
        assertThat(tokens.list(tenant.id())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "Same-Origin"})
    void refusesAFormThatStoodElsewhere(String site) {
        assertRefused(post(given().header(WHERE, site)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/octet-stream"})
    void refusesWhatIsNoForm(String type) {
        String body = "name=airflow&role=owner";

        assertRefused(given().contentType(type).body(body.getBytes()).post(page));
    }

    @Test
    void refusesACallWithoutAnything() {
        assertRefused(given().noContentType().post(page));
        assertRefused(given().noContentType().delete(page));
    }

    private Response post(RequestSpecification request) {
        return TestingForms.post(request, page, page, Map.of("name", "airflow", "role", "owner"));
    }

    private void assertRefused(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString())
                .startsWith("Changing something: expected a form of one of our own pages, got something else.");
        assertThat(tokens.list(tenant.id())).isEmpty();
    }
}
