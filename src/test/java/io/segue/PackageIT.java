package io.segue;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.restassured.RestAssured.given;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
                folder,
                Map.of(
                        "QUARKUS_OIDC_AUTH_SERVER_URL", at,
                        "QUARKUS_OIDC_CLIENT_ID", "segue",
                        "QUARKUS_OIDC_CREDENTIALS_SECRET", "a secret of a client that is long enough",
                        "SEGUE_MASTER_KEY_VALUE", TestingPackage.MASTER_KEY,
                        "QUARKUS_HTTP_PORT", "0",
                        "QUARKUS_MANAGEMENT_PORT", "0"));
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
