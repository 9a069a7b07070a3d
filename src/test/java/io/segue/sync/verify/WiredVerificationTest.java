package io.segue.sync.verify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.launchdarkly.TestingWiredContents;
import io.segue.platform.OpaqueIds;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.pace.Enquiries;
import io.segue.sync.verify.VerificationDesk.Difference;
import io.segue.web.Stopping;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A comparison with the imitation of LaunchDarkly, by the calls and the file of its API. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class WiredVerificationTest {

    /** What a path, a line of a file and a query of ours could each take apart. */
    private static final List<String> ODD = List.of("a b?c=1&d#e", "\"quoted\", with a comma", "ünïcode + more");

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    VerificationDesk desk;

    @Inject
    VerificationStore store;

    @Inject
    SampledKeys sampled;

    @Inject
    ExportedKeys exported;

    @Inject
    Connections connections;

    @Inject
    Enquiries enquiries;

    @Inject
    VerifyConfig config;

    @Inject
    Stopping node;

    @Inject
    OpaqueIds ids;

    @TestHTTPResource("/sandbox/launchdarkly")
    String imitation;

    @ConfigProperty(name = "segue.sandbox.tenants.acme.launchdarkly.writer-token")
    String token;

    @ConfigProperty(name = "segue.sandbox.tenants.acme.launchdarkly.production-id")
    String environment;

    Ordered sync;

    /** It lost Bob of what it confirmed, and has a stranger. */
    @BeforeEach
    void launchDarklyHoldsOthers() {
        sync = syncs.order(syncs.place(tenants.enabled().id(), token), "998");
        syncs.enter(sync, "ann", "bob");
        ODD.forEach(key -> syncs.receive(sync, "{\"id\":\"" + key.replace("\"", "\\\"") + "\"}", ""));
        syncs.run(sync);
        String id = UUID.randomUUID().toString();
        syncs.sql(
                sync.tenant(),
                "update sync set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-" + id
                        + "'");
        List<Map<String, String>> members = Stream.concat(Stream.of("ann", "stranger"), ODD.stream())
                .map(key -> Map.of("id", key))
                .toList();
        Map<String, Object> data =
                Map.of("segment", Map.of("id", id, "name", "Buyers"), "add", members, "remove", List.of());
        given().contentType(ContentType.JSON)
                .header("Authorization", token)
                .body(Map.of("parameters", Map.of("environment_id", environment), "heap", Map.of("data", data)))
                .post(imitation + "/api/v2/segment-targets/heap-inbound")
                .then()
                .statusCode(200);
    }

    @Test
    void asksKeyByKey() {
        assertThat(differences(verify(false, 100))).containsExactly(new Difference("bob", "missing"));
    }

    @Test
    void readsTheExport() {
        Verification found = verify(true, 0);

        assertThat(found.checked()).isEqualTo(2 + ODD.size());
        assertThat(differences(found))
                .containsExactlyInAnyOrder(new Difference("bob", "missing"), new Difference("stranger", "extra"));
    }

    /** The imitation takes a second to write its file. */
    private Verification verify(boolean isExport, int keys) {
        desk.ask(sync.tenant(), sync.segment(), sync.place().connection(), isExport, keys, "eve");
        TestingWiredContents wired = TestingWiredContents.at(imitation);
        SampleCheck sample = new SampleCheck(store, sampled, wired.account(), enquiries);
        ExportCheck export = new ExportCheck(store, exported, sample, wired.contents(), enquiries);
        VerificationJob job = new VerificationJob(store, sample, export, connections, config, node);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            syncs.sql(sync.tenant(), "update verification set next_at = now() where state = 'running'");
            job.runDue();
            return !newest().isOpen();
        });
        assertThat(newest().failure()).isEmpty();
        return newest();
    }

    private Verification newest() {
        return desk.ofSync(sync.tenant(), sync.sync(), 1).get(0);
    }

    private List<Difference> differences(Verification found) {
        return desk.differences(
                sync.tenant(), ids.decode(Verification.PREFIX, found.id()).orElseThrow(), "", 100);
    }
}
