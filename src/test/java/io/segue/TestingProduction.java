package io.segue;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.segue.TestingVisitor.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What an operator runs: the packaged jar, the real Keycloak with the realm of docs/keycloak, and a mail server. Started
 * once for all integration tests that need it, for Keycloak takes its time.
 */
final class TestingProduction {

    private static TestingProduction shared;

    private final Path folder;
    private final int database = freePort();
    private final int port = freePort();
    private final TestingKeycloak keycloak;
    private final TestingMailServer mails;
    private final WireMockServer launchDarkly =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final TestingPackage segue;

    /** Another copy of Segue on the same database. */
    record Node(String base, TestingPackage process) {}

    static synchronized TestingProduction shared() {
        if (shared == null) {
            shared = new TestingProduction();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::stop));
        }
        return shared;
    }

    private TestingProduction() {
        try {
            folder = Files.createTempDirectory("segue-production");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keycloak = TestingKeycloak.start(folder, freePort(), base());
        mails = TestingMailServer.start();
        launchDarkly.start();
        launchDarkly.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        Map<String, String> settings = settings(port);
        settings.put("SEGUE_DATA_PORT", Integer.toString(database));
        segue = TestingPackage.start(TestingPackage.configured(folder, TestingPipeline.declaration()), settings);
        segue.ports();
    }

    String base() {
        return "http://localhost:" + port;
    }

    /** A tenant that was declared, whose LaunchDarkly only says yes. */
    TestingPipeline pipeline() {
        return new TestingPipeline(base());
    }

    TestingKeycloak keycloak() {
        return keycloak;
    }

    TestingMailServer mails() {
        return mails;
    }

    TestingVisitor signedIn(String userName) {
        TestingVisitor visitor = new TestingVisitor(base());
        Answer page = visitor.signIn(credentials(userName));
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(page.at().toString()).startsWith(base());
        return visitor;
    }

    static Map<String, String> credentials(String userName) {
        return Map.of("username", userName, "password", TestingKeycloak.PASSWORD);
    }

    /** Support makes a tenant and invites its owner. */
    void makeTenant(String slug, String owner) {
        TestingVisitor support = signedIn("support");
        support.submit(support.open("/support/new"), Map.of("slug", slug, "name", slug));
        support.submit(support.open("/support/tenants/" + slug), Map.of("email", owner));
    }

    /** Past the pages: for what no page can do as fast, or at all. */
    void inTenant(String slug, String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set role segue_support");
            statement.execute("select set_config('app.tenant', (select id::text from tenant where slug = '" + slug
                    + "'), false)");
            statement.execute("set role segue_app");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    void inSupportsRole(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set role segue_support");
            statement.execute(sql);
        }
    }

    Node startAnotherNode() {
        try {
            int itsPort = freePort();
            Map<String, String> settings = settings(itsPort);
            settings.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:" + database + "/segue");
            settings.put("QUARKUS_DATASOURCE_USERNAME", "segue_app");
            settings.put("QUARKUS_DATASOURCE_PASSWORD", "segue_app");
            settings.put("QUARKUS_FLYWAY_USERNAME", "segue_owner");
            settings.put("QUARKUS_FLYWAY_PASSWORD", "segue_owner");
            TestingPackage process =
                    TestingPackage.start(Files.createDirectory(folder.resolve("node-" + itsPort)), settings);
            process.ports();
            return new Node("http://localhost:" + itsPort, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(int itsPort) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                keycloak.realm(),
                "QUARKUS_OIDC_CLIENT_ID",
                "segue",
                "QUARKUS_OIDC_CREDENTIALS_SECRET",
                TestingKeycloak.CLIENT_SECRET,
                "QUARKUS_OIDC_AUTHENTICATION_SCOPES",
                "profile,email,organization",
                "SEGUE_MASTER_KEY_VALUE",
                TestingPackage.MASTER_KEY,
                "SEGUE_URL",
                base(),
                "QUARKUS_HTTP_PORT",
                Integer.toString(itsPort),
                "QUARKUS_MANAGEMENT_PORT",
                "0"));
        settings.put("QUARKUS_MAILER_FROM", "Segue <segue@example.com>");
        settings.put("SEGUE_LAUNCHDARKLY_URL", launchDarkly.baseUrl());
        settings.put("SEGUE_LAUNCHDARKLY_CLIENT_SDK_URL", launchDarkly.baseUrl());
        settings.put("QUARKUS_MAILER_HOST", "localhost");
        settings.put("QUARKUS_MAILER_PORT", Integer.toString(mails.port()));
        return settings;
    }

    private Connection connect() throws SQLException {
        String url = "jdbc:postgresql://localhost:" + database + "/segue?currentSchema=segue";
        return DriverManager.getConnection(url, "segue_app", "segue_app");
    }

    private void stop() {
        try {
            segue.close();
            keycloak.close();
            mails.close();
            launchDarkly.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
