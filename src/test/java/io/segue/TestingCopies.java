package io.segue;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.restassured.specification.RequestSpecification;
import io.segue.platform.embedded.EmbeddedDatabase;
import io.segue.sandbox.oidc.Account;
import io.segue.sandbox.oidc.LightOidcServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Copies of the packaged jar as processes on one database, with an OIDC server, a LaunchDarkly that only says yes, and a
 * tenant, "acme", that was declared: its webhook URL, its API token, and an owner.
 */
final class TestingCopies implements AutoCloseable {

    static final String OWNER = "acme-owner";

    static final String HOOK = "acme-hook-0000000000000000000000000000000000";
    static final String WEBHOOK_SECRET = "the webhook secret of acme";
    static final String API_TOKEN = "segue_the_api_token_of_acme_0000000000000000";

    final EmbeddedDatabase database = EmbeddedDatabase.start(null, 0, false);
    final LightOidcServer oidc = LightOidcServer.start(Account.SANDBOX);

    private final WireMockServer launchDarkly =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final List<Copy> copies = new ArrayList<>();
    private final Path folder;

    TestingCopies(Path folder) {
        this.folder = folder;
        launchDarkly.start();
        launchDarkly.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    }

    /** A process that listens. */
    record Copy(TestingPackage process, int port, int management) {

        String url() {
            return "http://localhost:" + port;
        }

        RequestSpecification api() {
            return given().port(port)
                    .header("Authorization", "Bearer " + API_TOKEN)
                    .contentType("application/json");
        }

        /** Makes a connection and gives its id. */
        String connect(String accessToken) {
            return api().body(Map.of(
                            "name", "Production",
                            "region", "us",
                            "clientSideId", "64a0c3e0ac3e000000000001",
                            "accessToken", accessToken))
                    .post("/api/v1/connections")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
        }

        /** Has the segment of that id at Heap synced, once it is there: at once, too, and not at its place in the interval. */
        void order(String heapId, String connection) {
            await().until(() -> !segment(heapId).isEmpty());
            api().body(Map.of(
                            "connectionId",
                            connection,
                            "mode",
                            "recurring",
                            "intervalHours",
                            4,
                            "followHeap",
                            false,
                            "keyField",
                            "id"))
                    .put("/api/v1/segments/" + segment(heapId) + "/sync")
                    .then()
                    .statusCode(200);
            api().body("{}")
                    .post("/api/v1/segments/" + segment(heapId) + "/runs")
                    .then()
                    .statusCode(202);
        }

        String segment(String heapId) {
            return ofSegment(heapId).path("id").asText();
        }

        int members(String heapId) {
            return ofSegment(heapId).path("members").asInt();
        }

        /** What is shown of the last run; empty while there is none. */
        String lastRun(String heapId, String field) {
            return ofSegment(heapId).at("/syncs/0/lastRun").path(field).asText();
        }

        private JsonNode ofSegment(String heapId) {
            JsonNode items = api().get("/api/v1/segments").as(JsonNode.class).path("items");
            for (JsonNode item : items) {
                if (item.path("heapId").asText().equals(heapId)) {
                    return item;
                }
            }
            return MissingNode.getInstance();
        }

        /** The status of one call of Heap's: a page of one segment, with members of these numbers. */
        int page(String segment, int from, int members) {
            String items = IntStream.range(from, from + members)
                    .mapToObj(number -> "{\"id\":\"user" + number + "@example.com\"}")
                    .collect(Collectors.joining(",", "\"add\":[", "]"));
            byte[] body = TestingHeap.page(segment, "task" + from, items).getBytes(UTF_8);
            return given().port(port)
                    .contentType("application/json")
                    .header("Heap-Hash", TestingHeap.sign(WEBHOOK_SECRET, Instant.now(), body))
                    .body(body)
                    .post("/hooks/heap/" + HOOK)
                    .statusCode();
        }
    }

    /** Each batch takes LaunchDarkly so long. */
    void slowDown(Duration each) {
        launchDarkly.stubFor(post(urlPathEqualTo("/api/v2/segment-targets/heap-inbound"))
                .willReturn(okJson("{}").withFixedDelay((int) each.toMillis())));
    }

    Copy start(String name, Map<String, String> more) {
        return start(name, System.getProperty("segue.jar"), more);
    }

    /** Starts it, and does not wait: it may not come up. */
    TestingPackage begin(String name, Map<String, String> more) {
        return begin(name, System.getProperty("segue.jar"), more);
    }

    private TestingPackage begin(String name, String jar, Map<String, String> more) {
        Map<String, String> ofOidc = TestingPackage.environment(oidc.configuration());
        // Shorter than Quarkus takes for the cookie of a sign-in: copies have to agree on one all the same.
        ofOidc.put("QUARKUS_OIDC_CREDENTIALS_SECRET", "a short secret");
        return TestingPackage.start(
                List.of(TestingPackage.java(), "-Xmx384m", "-jar", jar), configured(name, more), ofOidc);
    }

    Copy start(String name, String jar, Map<String, String> more) {
        TestingPackage process = begin(name, jar, more);
        try {
            List<Integer> ports = process.ports();
            Copy copy = new Copy(process, ports.get(0), ports.get(1));
            copies.add(copy);
            return copy;
        } catch (RuntimeException | Error e) {
            process.terminate();
            throw e;
        }
    }

    /** Runs the jar with an argument until it ends, in a folder with the same settings. */
    int run(String name, String argument) throws InterruptedException {
        try (TestingPackage process = TestingPackage.start(configured(name, Map.of()), Map.of(), argument)) {
            return process.exitCode();
        }
    }

    private Path configured(String name, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(database.configuration());
        settings.putAll(Map.ofEntries(
                Map.entry("quarkus.http.port", "0"),
                Map.entry("quarkus.management.port", "0"),
                Map.entry("segue.master-key.value", TestingPackage.MASTER_KEY),
                Map.entry("segue.launchdarkly.url", launchDarkly.baseUrl()),
                Map.entry("segue.launchdarkly.client-sdk-url", launchDarkly.baseUrl()),
                Map.entry("segue.sync.window", "1"),
                Map.entry("segue.provision.tenants.acme.name", "Acme"),
                Map.entry("segue.provision.tenants.acme.state", "enabled"),
                Map.entry("segue.provision.tenants.acme.api-token", API_TOKEN),
                Map.entry("segue.provision.tenants.acme.hook-token", HOOK),
                Map.entry("segue.provision.tenants.acme.webhook-secret", WEBHOOK_SECRET),
                Map.entry("segue.provision.tenants.acme.people." + OWNER, "owner")));
        settings.putAll(more);
        return TestingPackage.configured(folder.resolve(name), settings);
    }

    /** As someone whom no policy holds back. */
    Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + database.port() + "/segue?currentSchema=segue",
                "postgres",
                "postgres");
    }

    @Override
    public void close() throws InterruptedException {
        for (Copy copy : copies) {
            copy.process().kill();
        }
        database.close();
        oidc.close();
        launchDarkly.stop();
    }
}
