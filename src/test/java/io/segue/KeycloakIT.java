package io.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.segue.TestingVisitor.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar and the real Keycloak, with the realm of docs/keycloak. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KeycloakIT {

    private static final String TENANT_PAGE = "/t/acme";

    @TempDir
    static Path folder;

    static TestingKeycloak keycloak;
    static TestingPackage segue;
    static TestingMailServer mails;
    static String base;
    static int database;

    @BeforeAll
    static void start() {
        int port = freePort();
        database = freePort();
        base = "http://localhost:" + port;
        keycloak = TestingKeycloak.start(folder, freePort(), base);
        mails = TestingMailServer.start();
        Map<String, String> settings = new HashMap<>(mailSettings());
        settings.putAll(Map.of(
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                keycloak.realm(),
                "QUARKUS_OIDC_CLIENT_ID",
                "segue",
                "QUARKUS_OIDC_CREDENTIALS_SECRET",
                TestingKeycloak.CLIENT_SECRET,
                "SEGUE_MASTER_KEY_VALUE",
                TestingPackage.MASTER_KEY,
                "QUARKUS_OIDC_AUTHENTICATION_SCOPES",
                "profile,email,organization",
                "SEGUE_URL",
                base,
                "SEGUE_DATA_PORT",
                Integer.toString(database),
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_MANAGEMENT_PORT",
                "0"));
        segue = TestingPackage.start(folder, settings);
        segue.ports();
        makeAcme();
    }

    @AfterAll
    static void stop() throws InterruptedException, IOException {
        if (segue != null) {
            segue.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
        if (mails != null) {
            mails.close();
        }
    }

    private static Map<String, String> mailSettings() {
        return Map.of(
                "QUARKUS_MAILER_FROM",
                "Segue <segue@example.com>",
                "QUARKUS_MAILER_HOST",
                "localhost",
                "QUARKUS_MAILER_PORT",
                Integer.toString(mails.port()));
    }

    private static void makeAcme() {
        TestingVisitor support = signedIn("support");
        support.submit(support.open("/support"), Map.of("slug", "acme", "name", "Acme"));
        support.submit(support.open("/support/acme"), Map.of("email", "owner@example.com"));
    }

    @Test
    void mailsTheOwnerWhomSupportInvited() {
        assertThat(mails.mailsTo("owner@example.com"))
                .singleElement()
                .asString()
                .contains("From: Segue <segue@example.com>", "invites you to Acme", base + "/sign-in");
    }

    @Test
    void signsInThroughTheForm() {
        TestingVisitor support = new TestingVisitor(base);

        Answer page = support.signIn(credentials("support"));

        assertThat(page.at()).hasToString(base + "/support");
        assertThat(page.status()).isEqualTo(200);
        assertThat(support.session()).matches("[A-Za-z0-9_-]{43}");
        assertThat(support.get("/support").status()).isEqualTo(200);
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
        assertThat(viewer.get("/support/acme").status()).isEqualTo(403);
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

        removeEverybodyOfAcme();

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

        keycloak.close();
        assertThat(support.get("/support").status()).isEqualTo(200);
        keycloak.start();

        assertThat(support.get("/support").status()).isEqualTo(200);
        assertThat(signedIn("viewer").session()).isNotEmpty();
        support.open("/sign-out");
        assertThat(support.get("/support").isSignIn()).isTrue();
    }

    private static TestingVisitor signedIn(String userName) {
        TestingVisitor visitor = new TestingVisitor(base);
        Answer page = visitor.signIn(credentials(userName));
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(page.at().toString()).startsWith(base);
        return visitor;
    }

    private static Map<String, String> credentials(String userName) {
        return Map.of("username", userName, "password", TestingKeycloak.PASSWORD);
    }

    private static void removeEverybodyOfAcme() throws SQLException {
        String url = "jdbc:postgresql://localhost:" + database + "/segue?currentSchema=segue";
        try (Connection connection = DriverManager.getConnection(url, "segue_app", "segue_app");
                Statement statement = connection.createStatement()) {
            statement.execute("set role segue_support");
            statement.execute(
                    "select set_config('app.tenant', (select id::text from tenant where slug = 'acme'), false)");
            statement.execute("set role segue_app");
            assertThat(statement.executeUpdate("delete from person")).isEqualTo(1);
        }
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
