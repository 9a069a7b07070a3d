package io.segue.dashboard.support;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingSystemClock;
import io.segue.TestingTenants;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "looker", roles = SignedIn.SUPPORT)
class LookPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingSystemClock clock;

    private TenantSummary tenant;
    private String page;
    private String own;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
        page = "/support/tenants/" + tenant.slug();
        own = "/t/" + tenant.slug();
    }

    @AfterEach
    void letTheClockGoOn() {
        clock.goOn();
    }

    @Test
    void leadsFromATenantsPageToWhereSupportSaysWhy() {
        given().redirects()
                .follow(false)
                .accept("text/html")
                .get(own + "/segments")
                .then()
                .statusCode(303)
                .header("Location", endsWith(page + "?to=%2Ft%2F" + tenant.slug() + "%2Fsegments#look"));

        assertThat(given().get(page + "?to=" + own + "/segments").asString())
                .contains("Why you look", "name=\"to\" value=\"" + own + "/segments\"");
    }

    @Test
    void asksForAReason() {
        post(page, page + "/look", Map.of("reason", "  "))
                .then()
                .statusCode(400)
                .body(containsString("expected a reason"));

        assertThat(rows.count(tenant.id(), "select count(*) from support_look where tenant_id = ?"))
                .isZero();
    }

    @Test
    void opensThePageThatWasWantedWithABannerAndNothingToPress() {
        post(page, page + "/look", Map.of("reason", "ticket <4711>", "to", own + "/people"))
                .then()
                .statusCode(303)
                .header("Location", endsWith(own + "/people"));

        assertThat(given().get(own + "/people").asString())
                .contains("You look at", "as support", "API tokens")
                .doesNotContain("Invite a person");
    }

    @Test
    void leadsNowhereButToATenantsOwnPages() {
        for (String elsewhere : new String[] {"//evil.example", "/t/another", "https://evil.example", own + "//x"}) {
            post(page, page + "/look", Map.of("reason", "a ticket", "to", elsewhere))
                    .then()
                    .statusCode(303)
                    .header("Location", endsWith(own));
        }
    }

    @Test
    void tellsTheCustomerOfBeginningEveryPageAndTheEnd() {
        post(page, page + "/look", Map.of("reason", "ticket 4711"));
        given().get(own + "/inbox");
        given().get(own + "/inbox");
        post(page, page + "/look/end", Map.of()).then().statusCode(303);

        assertThat(
                        rows.texts(
                                tenant.id(),
                                "select actor || ' ' || action || ' ' || subject || ' ' || detail from audit_entry where tenant_id = ? order by id"))
                .containsExactly(
                        "looker (support) opened support’s page of the tenant " + tenant.slug() + " ",
                        "looker (support) began to look around " + tenant.slug() + " because: ticket 4711",
                        "looker (support) looked at a page " + own + "/inbox because: ticket 4711",
                        "looker (support) looked at a page " + own + "/inbox because: ticket 4711",
                        "looker (support) stopped looking around " + tenant.slug() + " ");
    }

    @Test
    void writesDownOnceWhatAPageAsksForAgainAndAgain() {
        tenants.look(tenant.id(), "looker", "a ticket");

        for (int i = 0; i < 3; i++) {
            given().header("HX-Request", "true").get(own + "/setup/call");
            given().get(page);
        }

        assertThat(rows.audit(tenant.id())).hasSize(2);
    }

    @Test
    void endsAfterAnHour() {
        clock.stop();
        tenants.look(tenant.id(), "looker", "a ticket");
        clock.tick(Duration.ofMinutes(59));
        given().get(own + "/inbox").then().statusCode(200);

        clock.tick(Duration.ofMinutes(2));

        given().redirects()
                .follow(false)
                .accept("text/html")
                .get(own + "/inbox")
                .then()
                .statusCode(303);
    }

    @Test
    @TestSecurity(user = "another-looker", roles = SignedIn.SUPPORT)
    void isOfOnePersonOnly() {
        tenants.look(tenant.id(), "looker", "a ticket");

        given().redirects().follow(false).accept("text/html").get(own).then().statusCode(303);
    }

    @Test
    @TestSecurity(user = "looker")
    void isNothingWithoutTheRoleOfSupport() {
        tenants.look(tenant.id(), "looker", "a ticket");

        given().accept("text/html").get(own).then().statusCode(404);
    }

    @Test
    void isNotNeededByWhoBelongsToTheTenant() {
        tenants.join(tenant.id(), "looker", Role.VIEWER);

        assertThat(given().get(own + "/people").asString()).contains("looker").doesNotContain("You look at");
    }
}
