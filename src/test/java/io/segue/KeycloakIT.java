package io.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.segue.TestingVisitor.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged jar and the real Keycloak, with the realm of docs/keycloak. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Tag("keycloak")
class KeycloakIT {

    private static final String TENANT_PAGE = "/t/acme";

    static TestingProduction production;
    static TestingKeycloak keycloak;
    static String base;

    @BeforeAll
    static void start() {
        production = TestingProduction.shared();
        keycloak = production.keycloak();
        base = production.base();
        production.makeTenant("acme", "owner@example.com");
    }

    @Test
    void mailsTheOwnerWhomSupportInvited() {
        assertThat(production.mails().mailsTo("owner@example.com"))
                .singleElement()
                .asString()
                .contains("From: Segue <segue@example.com>", "invites you to acme", base + "/sign-in");
    }

    @Test
    void signsInThroughTheForm() {
        TestingVisitor support = new TestingVisitor(base);

        Answer page = support.signIn(TestingProduction.credentials("support"));

        assertThat(page.at()).hasToString(base + "/support");
        assertThat(page.status()).isEqualTo(200);
        assertThat(support.session()).matches("[A-Za-z0-9_-]{43}");
        assertThat(support.get("/support").status()).isEqualTo(200);
    }

    @Test
    void asksWithPkceAndNonceAndKeepsTheSessionInOneSecureCookie() {
        TestingVisitor support = new TestingVisitor(base);

        assertThat(support.get("/sign-in").location().orElse(""))
                .startsWith(keycloak.realm())
                .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "state=");

        support.signIn(TestingProduction.credentials("support"));
        assertThat(support.cookiesSet(TestingVisitor.SESSION))
                .singleElement()
                .asString()
                .containsIgnoringCase("; Secure")
                .containsIgnoringCase("; HttpOnly")
                .containsIgnoringCase("; SameSite=Lax")
                .contains("; Path=/");
    }

    @Test
    void tellsAScriptThatThereIsNoSessionInsteadOfSendingItToKeycloak() {
        assertThat(new TestingVisitor(base).getAsScript(TENANT_PAGE).status()).isEqualTo(499);
    }

    @Test
    void refusesTheWrongPassword() {
        TestingVisitor stranger = new TestingVisitor(base);

        Answer page = stranger.signIn(Map.of("username", "viewer", "password", "not the password"));

        assertThat(page.at().toString()).startsWith(keycloak.realm());
        assertThat(stranger.session()).isEmpty();
    }

    @Test
    void showsSupportsPagesToSupportOnly() {
        TestingVisitor viewer = signedIn("viewer");

        assertThat(viewer.get("/support").status()).isEqualTo(403);
        assertThat(viewer.get("/support/tenants/acme").status()).isEqualTo(403);
    }

    @Test
    void leadsWhoReplaysACookieAfterLogOutToTheSignIn() {
        TestingVisitor viewer = signedIn("viewer");
        String replayed = viewer.session();

        Answer left = viewer.open("/sign-out");

        assertThat(left.at().toString()).startsWith(base + "/?state=");
        assertThat(left.body()).contains("href=\"/sign-in\"");
        assertThat(new TestingVisitor(base)
                        .withSession(replayed)
                        .get(TENANT_PAGE)
                        .isSignIn())
                .isTrue();
        assertThat(viewer.open("/sign-in").body()).as("not by itself").contains("type=\"password\"");
    }

    @Test
    void takesAnOrganizationOfKeycloaksAsAHintAndNoMore() {
        keycloak.makeOrganization("Umbrella", "viewer");

        Answer page = signedIn("viewer").open("/");

        assertThat(page.body()).contains("Request the integration", "value=\"Umbrella\"");
    }

    @Test
    void endsEverySessionThatKeycloakEnds() {
        TestingVisitor one = signedIn("viewer");
        TestingVisitor other = signedIn("viewer");

        keycloak.logOut("viewer");

        await().untilAsserted(() -> {
            assertThat(one.get(TENANT_PAGE).isSignIn()).isTrue();
            assertThat(other.get(TENANT_PAGE).isSignIn()).isTrue();
        });
    }

    @Test
    void refusesWhoWasRemovedAtTheNextRequest() throws SQLException {
        TestingVisitor owner = signedIn("owner");
        assertThat(owner.get(TENANT_PAGE).status()).isEqualTo(200);

        production.inTenant("acme", "delete from person");

        assertThat(owner.get(TENANT_PAGE).status()).isEqualTo(404);
    }

    @Test
    void staysOneSessionWhenItsTokensAreRefreshed() {
        keycloak.letTokensLive(Duration.ofSeconds(2));
        try {
            TestingVisitor support = signedIn("support");
            String session = support.session();

            await().pollInterval(Duration.ofMillis(500)).until(() -> {
                Answer page = support.get("/support");
                assertThat(page.status()).isEqualTo(200);
                return !page.sessionCookies().isEmpty();
            });

            assertThat(support.session()).isEqualTo(session);
            support.open("/sign-out");
            assertThat(new TestingVisitor(base)
                            .withSession(session)
                            .get("/support")
                            .isSignIn())
                    .isTrue();
        } finally {
            keycloak.letTokensLive(Duration.ofMinutes(5));
        }
    }

    @Test
    void keepsSessionsOpenWhileKeycloakIsAwayAndAfterwards() throws InterruptedException {
        TestingVisitor support = signedIn("support");

        keycloak.stop();
        assertThat(support.get("/support").status()).isEqualTo(200);
        keycloak.start();

        assertThat(support.get("/support").status()).isEqualTo(200);
        assertThat(signedIn("viewer").session()).isNotEmpty();
        support.open("/sign-out");
        assertThat(support.get("/support").isSignIn()).isTrue();
    }

    private static TestingVisitor signedIn(String userName) {
        return production.signedIn(userName);
    }
}
