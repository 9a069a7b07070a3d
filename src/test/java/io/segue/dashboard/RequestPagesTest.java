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
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.hook.SupportDesk;
import io.segue.tenant.Memberships;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantState;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RequestPagesTest {

    @Inject
    TestingTenants made;

    @Inject
    TestingRows rows;

    @Inject
    Tenants tenants;

    @Inject
    SupportDesk desk;

    @Inject
    Memberships memberships;

    @Test
    @TestSecurity(user = "asker", authMechanism = "code")
    void isAnsweredByTheTenantOnceSupportEnablesIt() {
        String organisation = "Ünlü & <i>Co</i> " + System.nanoTime();

        ask(organisation).then().statusCode(303);

        TenantSummary asked = named(organisation);
        assertThat(asked.slug()).startsWith("unlu-i-co-i-");
        assertThat(asked.state()).isEqualTo(TenantState.REQUESTED);
        assertThat(asked.contactEmail()).contains("asker@example.com");
        assertThat(asked.note()).contains("For our checkout");
        given().get("/")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Your request is with support"),
                        containsString("a mail to asker@example.com tells you when"),
                        containsString("&lt;i&gt;Co&lt;/i&gt;")));
        given().get("/t/{t}", asked.slug()).then().statusCode(404);

        desk.enable(asked.slug(), "Anna (support)");

        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/t/" + asked.slug()));
        assertThat(memberships.in(asked.slug(), new SignedIn("", "asker", "asker", Optional.empty())))
                .hasValueSatisfying(access -> assertThat(access.role()).isEqualTo(Role.OWNER));
        assertThat(rows.audit(asked.id()))
                .contains(
                        "asker requested the integration: after: requested",
                        "Anna (support) enabled the tenant: before: requested; after: enabled");
    }

    @Test
    @TestSecurity(user = "second-asker", authMechanism = "code")
    void neverTakesAnothersShortName() {
        TenantSummary first = made.enabled();

        ask(first.slug()).then().statusCode(303);

        assertThat(tenants.get(first.slug()).id()).isEqualTo(first.id());
        assertThat(named(first.slug()).slug()).matches(first.slug() + "-[a-z0-9]{6}");
    }

    @Test
    @TestSecurity(user = "keen-asker", authMechanism = "code")
    void isTakenAFewTimesOnly() {
        for (int i = 0; i < 3; i++) {
            // The form is not offered while one waits; whoever sends it all the same is counted.
            ask("Keen " + System.nanoTime()).then().statusCode(303);
        }

        ask("Keen once more").then().statusCode(429);

        assertThat(tenants.all()).extracting(TenantSummary::name).doesNotContain("Keen once more");
    }

    @Test
    @TestSecurity(user = "vague-asker", authMechanism = "code")
    void isRefusedWithoutAnOrganisationOrAContact() {
        for (Map<String, String> wrong : List.of(
                Map.of("organisation", " ", "contact", "a@b.test"),
                Map.of("organisation", "x".repeat(201), "contact", "a@b.test"),
                Map.of("organisation", "Acme", "contact", "nobody"),
                Map.of("organisation", "Acme", "contact", "a@b.test", "why", "x".repeat(2001)))) {
            post("/", "/requests", wrong).then().statusCode(400);
        }
    }

    @Test
    @TestSecurity(user = "removed-asker", authMechanism = "code")
    void doesNotBringBackWhoWasRemovedWhenTheTenantIsEnabledAgain() {
        String organisation = "Removed " + System.nanoTime();
        ask(organisation);
        TenantSummary asked = named(organisation);
        tenants.enable(asked.slug());
        rows.write(asked.id(), "delete from person where tenant_id = ? returning id");

        tenants.suspend(asked.slug());
        tenants.enable(asked.slug());

        given().get("/t/{t}", asked.slug()).then().statusCode(404);
    }

    @Test
    @TestSecurity(user = "declined-asker", authMechanism = "code")
    void isDeclinedWithAReasonAndCanBeEnabledAllTheSame() {
        String organisation = "Declined " + System.nanoTime();
        ask(organisation);
        TenantSummary asked = named(organisation);

        desk.suspend(asked.slug(), "unknown <i>company</i>", "Anna (support)");

        given().get("/")
                .then()
                .body(allOf(
                        containsString("declined by support"),
                        containsString("unknown &lt;i&gt;company&lt;/i&gt;"),
                        containsString("Request the integration"),
                        not(containsString("Your request is with support"))));
        assertThat(rows.audit(asked.id()))
                .contains("Anna (support) declined the request: before: requested; after: suspended; because: unknown"
                        + " <i>company</i>");

        desk.enable(asked.slug(), "Anna (support)");
        given().get("/t/{t}", asked.slug()).then().statusCode(200);
    }

    @Test
    @TestSecurity(user = "mistaken-asker", authMechanism = "code")
    void tellsAMistakeOnTheFormAndKeepsWhatWasTyped() {
        post("/", "/requests", Map.of("organisation", "Initech", "contact", "nobody", "why", "TPS <b>reports</b>"))
                .then()
                .statusCode(400)
                .body(allOf(
                        containsString("expected the e-mail address of a contact"),
                        containsString("value=\"Initech\""),
                        containsString("TPS &lt;b&gt;reports&lt;/b&gt;")));
    }

    @Test
    void isForThoseWhoAreSignedIn() {
        given().get("/").then().body(not(containsString("action=\"/requests\"")));
    }

    private static Response ask(String organisation) {
        Map<String, String> wish =
                Map.of("organisation", organisation, "contact", "asker@example.com", "why", "For our checkout");
        return given().get("/").asString().contains("csrf-token")
                ? post("/", "/requests", wish)
                : given().redirects()
                        .follow(false)
                        .cookie("csrf-token", "AAAAAAAAAAAAAAAAAAAAAA")
                        .formParams(wish)
                        .formParam("csrf-token", "AAAAAAAAAAAAAAAAAAAAAA")
                        .post("/requests");
    }

    private TenantSummary named(String organisation) {
        return tenants.all().stream()
                .filter(tenant -> tenant.name().equals(organisation))
                .filter(tenant -> tenant.requester().isPresent())
                .findFirst()
                .orElseThrow();
    }
}
