package io.segue.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class FrontPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    Tenants allTenants;

    @Inject
    TestingRows rows;

    @Test
    void tellsAVisitorWhatSegueIsAndHowToSignIn() {
        given().get("/")
                .then()
                .statusCode(200)
                .body(allOf(containsString("href=\"/sign-in\""), containsString("Heap")));
    }

    @Test
    void sendsAVisitorToTheOidcServer() {
        given().redirects()
                .follow(false)
                .get("/sign-in")
                .then()
                .statusCode(302)
                .header("Location", containsString("code"));
    }

    @Test
    @TestSecurity(user = "front-one", authMechanism = "code")
    void leadsAMemberOfOneTenantThere() {
        TenantSummary tenant = tenants.with("front-one", Role.VIEWER);

        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/t/" + tenant.slug()));
    }

    @Test
    @TestSecurity(user = "front-linked", authMechanism = "code")
    void letsInWhoIsInvitedByWhateverLinkTheyCome() {
        TenantSummary tenant = tenants.enabled();
        allTenants.invite(tenant.id(), "user:front-linked", Role.EDITOR);

        given().get("/t/{t}/segments", tenant.slug()).then().statusCode(200);

        assertThat(rows.audit(tenant.id())).containsExactly("front-linked joined: before: invited; after: editor");
    }

    @Test
    @TestSecurity(user = "front-two", authMechanism = "code")
    void letsAMemberOfSeveralTenantsChoose() {
        TenantSummary one = tenants.with("front-two", Role.VIEWER);
        TenantSummary two = tenants.with("front-two", Role.OWNER);

        given().get("/")
                .then()
                .statusCode(200)
                .body(allOf(containsString("/t/" + one.slug()), containsString("/t/" + two.slug())));
    }

    @Test
    @TestSecurity(user = "front-nobody", authMechanism = "code")
    void tellsWhoBelongsNowhereWhatToDo() {
        given().get("/").then().statusCode(200).body(containsString("Nothing is set up for you yet"));
    }

    @Test
    @TestSecurity(user = "front-support", roles = SignedIn.SUPPORT, authMechanism = "code")
    void leadsSupportToTheTenants() {
        given().redirects().follow(false).get("/").then().statusCode(303).header("Location", endsWith("/support"));
    }

    @Test
    void answersWhatDoesNotExistAsAPage() {
        given().accept("text/html").get("/nothing-here").then().statusCode(404).body(containsString("Go to the start"));
    }
}
