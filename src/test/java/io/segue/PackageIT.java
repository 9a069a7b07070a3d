package io.segue;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar as it runs for real: its own PostgreSQL, and an OIDC server that only says where it is. */
class PackageIT {

    private static final WireMockServer OIDC =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    /**
     * The application holds some 30 MB of it, and the page's bytes 10. As a tree of Jackson's, the page alone is 72 MB: it
     * would not fit, and the test fail.
     */
    private static final String HEAP = "-Xmx96m";

    private static final String HOOK = "a-hook-that-was-declared-0000000000000000000";
    private static final String SECRET = "a secret that was declared";
    private static final String API_TOKEN = "segue_declared_owner";
    private static final int MEMBERS = 249_500;

    @TempDir
    static Path folder;

    static TestingPackage segue;
    static int port;
    static int management;

    @BeforeAll
    static void start() {
        OIDC.start();
        String at = OIDC.baseUrl();
        OIDC.stubFor(
                get("/.well-known/openid-configuration").willReturn(okJson("""
                {"issuer":"%s","authorization_endpoint":"%s/auth","token_endpoint":"%s/token","jwks_uri":"%s/jwks",
                 "end_session_endpoint":"%s/logout","userinfo_endpoint":"%s/me"}""".formatted(at, at, at, at, at, at))));
        OIDC.stubFor(get("/jwks").willReturn(okJson("{\"keys\":[]}")));
        segue = TestingPackage.start(
                List.of(TestingPackage.java(), HEAP, "-jar", System.getProperty("segue.jar")),
                folder,
                Map.ofEntries(
                        Map.entry("QUARKUS_OIDC_AUTH_SERVER_URL", at),
                        Map.entry("QUARKUS_OIDC_CLIENT_ID", "segue"),
                        Map.entry("QUARKUS_OIDC_CREDENTIALS_SECRET", "a secret of a client that is long enough"),
                        Map.entry("SEGUE_MASTER_KEY_VALUE", TestingPackage.MASTER_KEY),
                        Map.entry("SEGUE_PROVISION_TENANTS_DECLARED_NAME", "Declared"),
                        Map.entry("SEGUE_PROVISION_TENANTS_DECLARED_STATE", "enabled"),
                        Map.entry("SEGUE_PROVISION_TENANTS_DECLARED_API_TOKEN", API_TOKEN),
                        Map.entry("SEGUE_PROVISION_TENANTS_DECLARED_HOOK_TOKEN", HOOK),
                        Map.entry("SEGUE_PROVISION_TENANTS_DECLARED_WEBHOOK_SECRET", SECRET),
                        Map.entry("QUARKUS_HTTP_PORT", "0"),
                        Map.entry("QUARKUS_MANAGEMENT_PORT", "0")));
        List<Integer> ports = segue.ports();
        port = ports.get(0);
        management = ports.get(1);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        segue.close();
        OIDC.stop();
        assertThat(folder.resolve("data/postgresql/postmaster.pid"))
                .as("its PostgreSQL stopped with it")
                .doesNotExist();
    }

    @Test
    void isHealthyWhereOnlyOperatorsLook() {
        given().port(management).get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().port(management).get("/q/health/live").then().statusCode(200);
        given().port(port).get("/q/health/ready").then().statusCode(404);
        given().port(port).get("/q/metrics").then().statusCode(404);
    }

    /** What was acknowledged survives a power cut; dev mode and tests do without (DatabaseTest). */
    @Test
    void keepsWhatItCommitsOnDisk() throws Exception {
        String itsPort = Files.readAllLines(folder.resolve("data/postgresql/postmaster.pid"))
                .get(3);
        try (Connection database = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + itsPort + "/segue", "segue_app", "segue_app");
                Statement statement = database.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    row.next();
                    assertThat(row.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sandbox",
                "/sandbox/state.json",
                "/sandbox/heap",
                "/sandbox/launchdarkly",
                "/sandbox/launchdarkly/api/v2/projects",
                "/q/dev-ui",
                "/q/swagger-ui"
            })
    void knowsNothingOfTheSandbox(String path) {
        given().port(port).redirects().follow(false).get(path).then().statusCode(404);
    }

    @Test
    void hasNoTenantThatNobodyMade() {
        given().port(port)
                .header("Authorization", "Bearer segue_sandbox_acme_owner_000000000000000000")
                .get("/api/v1/segments")
                .then()
                .statusCode(401);
        given().port(port)
                .header("Authorization", "Bearer segue_sandbox_support_000000000000000000000")
                .get("/api/v1/tenants")
                .then()
                .statusCode(401);
    }

    @Test
    void sendsPeopleToTheOidcServerAndAnswersHeapItself() {
        String location = given().port(port)
                .redirects()
                .follow(false)
                .get("/sign-in")
                .then()
                .statusCode(302)
                .extract()
                .header("Location");

        assertThat(location).startsWith(OIDC.baseUrl() + "/auth?").contains("nonce=", "code_challenge=");
        given().port(port)
                .contentType("application/json")
                .body("{}")
                .post("/hooks/heap/no-ones-token")
                .then()
                .statusCode(403);
        assertThat(segue.output()).doesNotContain(TestingPackage.MASTER_KEY, "sandbox");
    }

    @Test
    void appliesTheLargestPageThatItTakesInLittleMemory() {
        String ids = IntStream.range(0, MEMBERS)
                .mapToObj("{\"id\":\"member-%025d\"}"::formatted)
                .collect(joining(","));
        byte[] page = TestingHeap.page("1", "\"add\":[" + ids + "]").getBytes(StandardCharsets.UTF_8);
        assertThat(page.length).isBetween(10_400_000, 10 * 1024 * 1024);

        given().port(port)
                .contentType("application/json")
                .header("Heap-Hash", TestingHeap.sign(SECRET, Instant.now(), page))
                .body(page)
                .post("/hooks/heap/" + HOOK)
                .then()
                .statusCode(200);

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> given().port(port)
                        .header("Authorization", "Bearer " + API_TOKEN)
                        .get("/api/v1/segments")
                        .then()
                        .statusCode(200)
                        .body("items[0].members", equalTo(MEMBERS)));
        assertThat(segue.output()).doesNotContain("OutOfMemoryError");
    }

    /** Cut off for its size without having told it: the one call whose address the framework logs. */
    @Test
    void writesNoTokenOfAWebhookIntoTheLog() throws InterruptedException {
        HttpRequest tooLarge = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hooks/heap/canary"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[11 * 1024 * 1024])))
                .build();

        try {
            HttpClient.newHttpClient().send(tooLarge, BodyHandlers.discarding());
        } catch (IOException e) {
            // The server may close before it has read what it refuses.
        }

        await().untilAsserted(() -> assertThat(segue.output()).contains("/hooks/heap/***"));
        assertThat(segue.output()).doesNotContain("canary");
    }
}
