package io.segue.dashboard;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantState;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SupportPagesTest {

    @Inject
    TestingTenants made;

    @Inject
    Tenants tenants;

    @Nested
    @DisplayName("As support")
    @TestSecurity(user = "support", roles = SignedIn.SUPPORT)
    class AsSupport {

        @Test
        void createsATenant() {
            String slug = "s-" + Long.toString(System.nanoTime(), 36);

            post("/support", "/support", Map.of("slug", slug, "name", "Initech"))
                    .then()
                    .statusCode(303)
                    .header("Location", endsWith("/support/" + slug));

            assertThat(tenants.get(slug).state()).isEqualTo(TenantState.REQUESTED);
        }

        @Test
        void enablesATenantAndIsShownItsWebhookUrlOnce() {
            String page = "/support/" + made.requested().slug();

            post(page, page + "/enable", Map.of())
                    .then()
                    .statusCode(200)
                    .body(allOf(containsString("/hooks/heap/"), containsString("Tenant &lt;i&gt;")));
            given().get(page).then().body(not(containsString("/hooks/heap/")));
        }

        @Test
        void suspendsATenantAndEnablesItAgain() {
            TenantSummary tenant = made.enabled();
            String page = "/support/" + tenant.slug();

            post(page, page + "/suspend", Map.of()).then().statusCode(303);
            assertThat(tenants.get(tenant.slug()).state()).isEqualTo(TenantState.SUSPENDED);

            post(page, page + "/enable", Map.of()).then().statusCode(not(400));
            assertThat(tenants.get(tenant.slug()).state()).isEqualTo(TenantState.ENABLED);
        }

        @Test
        void invitesAnOwner() {
            String page = "/support/" + made.enabled().slug();

            post(page, page + "/owners", Map.of("email", "owner@example.com"))
                    .then()
                    .statusCode(303);
            assertThat(given().get(page).asString()).contains("owner@example.com", "has not signed in yet");
            post(page, page + "/owners", Map.of("email", "no address")).then().statusCode(400);
        }

        @Test
        void changesTheSignatureWindow() {
            String slug = made.enabled().slug();
            String page = "/support/" + slug;

            post(page, page + "/window", Map.of("seconds", "45")).then().statusCode(303);
            post(page, page + "/window", Map.of("seconds", "1000")).then().statusCode(400);

            assertThat(tenants.get(slug).signatureWindowSeconds()).isEqualTo(45);
            given().get(page).then().body(containsString("45 seconds"));
        }

        @Test
        void putsThoseWhoWaitFirst() {
            made.enabled();
            String waiting = made.requested().slug();

            String page = given().get("/support").asString();

            assertThat(page.indexOf("/support/" + waiting)).isPositive();
            assertThat(page.indexOf(">Requested<")).isLessThan(page.indexOf(">Enabled<"));
        }
    }

    @Test
    @TestSecurity(user = "someone")
    void isClosedToEveryoneElse() {
        given().accept("text/html").get("/support").then().statusCode(403).body(containsString("Not allowed"));
    }
}
