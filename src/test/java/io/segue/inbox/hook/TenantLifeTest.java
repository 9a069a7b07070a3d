package io.segue.inbox.hook;

import static io.segue.TestingHeap.page;
import static io.segue.TestingTenants.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingHeap.Integration;
import io.segue.TestingSystemClock;
import io.segue.TestingWorlds;
import io.segue.platform.Secret;
import io.segue.tenant.Memberships;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantAccess;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What support's pipelines do with tenants; that no one else may is tried with every address. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class TenantLifeTest {

    private static final String AT = "/api/v1/tenants";

    @Inject
    TestingWorlds worlds;

    @Inject
    TestingSystemClock clock;

    @Inject
    Tenants tenants;

    @Inject
    Hooks hooks;

    @Inject
    Memberships memberships;

    String token;
    String slug;

    @BeforeEach
    void nameATenant() {
        token = worlds.supportToken();
        slug = "s-" + Long.toString(System.nanoTime(), 36);
    }

    @AfterEach
    void letTheClockGoOn() {
        clock.goOn();
    }

    @Test
    void createsATenantThatIsNotEnabledYet() {
        created()
                .statusCode(201)
                .body("slug", equalTo(slug))
                .body("name", equalTo("Initech"))
                .body("state", equalTo("requested"))
                .body("requestedAt", notNullValue())
                .body("enabledAt", nullValue())
                .body("hookUrl", nullValue());

        bearer(token).get(AT).then().body("items.slug", hasItem(slug));
    }

    @Test
    void cannotUseAShortNameTwice() {
        created();

        created().statusCode(409).body("detail", containsString("is taken"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', Initech, short name",
        "Initech, Initech, short name",
        "-x, Initech, short name",
        "a_b, Initech, short name",
        "../x, Initech, short name",
        "ok, '', 1 to 200 characters"
    })
    void isToldWhatIsWrongWithATenant(String slug, String name, String words) {
        post("", Map.of("slug", slug, "name", name))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(words));
    }

    @Test
    void tellsTheWebhookUrlOnceWhenItIsMade() {
        created();

        String url = post("/" + slug + "/enable", Map.of())
                .statusCode(200)
                .body("state", equalTo("enabled"))
                .body("hookUrl", containsString("/hooks/heap/"))
                .extract()
                .path("hookUrl");

        post("/" + slug + "/enable", Map.of()).statusCode(200).body("hookUrl", nullValue());
        bearer(token).get(AT).then().body(not(containsString(tokenOf(url))));
    }

    @Test
    void givesAUrlThatWorksUntilTheTenantIsSuspended() {
        Integration integration = integrated();
        clock.stop();
        assertThat(sendTo(integration)).isEqualTo(200);

        post("/" + slug + "/suspend", Map.of()).statusCode(200).body("state", equalTo("suspended"));
        clock.tick(Duration.ofSeconds(6));
        assertThat(sendTo(integration)).isEqualTo(403);

        post("/" + slug + "/enable", Map.of()).statusCode(200).body("state", equalTo("enabled"));
        clock.tick(Duration.ofSeconds(6));
        assertThat(sendTo(integration)).isEqualTo(200);
    }

    @Test
    void makesAnotherUrlAndLeavesTheOneBeforeGoodForADay() {
        Integration before = integrated();

        String url =
                post("/" + slug + "/hook", Map.of()).statusCode(200).extract().path("hookUrl");

        Integration after = before.withToken(tokenOf(url));
        assertThat(after.token()).isNotEqualTo(before.token());
        assertThat(sendTo(before)).isEqualTo(200);
        assertThat(sendTo(after)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({", OWNER", "editor, EDITOR", "viewer, VIEWER"})
    void invitesAPersonWhoIsInOnceTheySignInWithThatAddress(@Nullable String asked, Role role) {
        created();
        String address = "p@" + slug + ".test";
        SignedIn person = new SignedIn("https://idp", "sub-" + slug, "P", Optional.of(address));
        Map<String, Object> invitation =
                asked == null ? Map.of("email", "P" + address.substring(1)) : Map.of("email", address, "role", asked);

        post("/" + slug + "/invitations", invitation).statusCode(204);

        assertThat(memberships.in(slug, person)).isEmpty();
        memberships.acceptInvitations(person);
        assertThat(memberships.in(slug, person)).map(TenantAccess::role).contains(role);
    }

    @ParameterizedTest
    @CsvSource({
        "'', , e-mail address",
        "nobody, , e-mail address",
        "a b@c.test, , e-mail address",
        "a@b.test, king, 'owner, editor or viewer'",
    })
    void isToldWhatIsWrongWithAnInvitation(String email, @Nullable String role, String words) {
        created();
        Map<String, Object> invitation = role == null ? Map.of("email", email) : Map.of("email", email, "role", role);

        post("/" + slug + "/invitations", invitation).statusCode(400).body("detail", containsString(words));
        post("/" + slug + "/invitations", Map.of()).statusCode(400).body("detail", containsString("an email"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/enable", "/suspend", "/hook", "/invitations"})
    void doesNotKnowATenantThatNeverWas(String what) {
        post("/" + slug + what, Map.of("email", "a@b.test")).statusCode(404).contentType("application/problem+json");
    }

    private ValidatableResponse created() {
        return post("", Map.of("slug", slug, "name", "Initech", "contactEmail", "x@initech.test", "note", "soon"));
    }

    private ValidatableResponse post(String path, Map<String, Object> body) {
        return bearer(token).body(body).post(AT + path).then();
    }

    private Integration integrated() {
        created();
        String url = post("/" + slug + "/enable", Map.of()).extract().path("hookUrl");
        hooks.setSecret(tenants.get(slug).id(), new Secret("secret of " + slug), "a test");
        return new Integration(tenants.get(slug), tokenOf(url), "secret of " + slug);
    }

    private int sendTo(Integration integration) {
        return integration.send(page("1", "\"add\":[]"), clock.instant()).statusCode();
    }

    private static String tokenOf(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
