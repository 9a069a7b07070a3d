package io.segue.observe;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import io.segue.TestingInstallation;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.observe.TestingLog.Line;
import io.segue.platform.OpaqueIds;
import io.segue.platform.observe.Sampler;
import io.segue.sync.Mode;
import io.segue.sync.RunCause;
import io.segue.sync.SyncOrder;
import io.segue.sync.Syncs;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From Heap's call to LaunchDarkly's answer: what operators find of it in logs, traces and metrics, and what they do not. */
@QuarkusTest
@TestProfile(TestingInstallation.class)
@QuarkusTestResource(TestingDatabase.class)
class ObservationTest {

    private static final String KEY = "ann-CANARY-9d1f";
    private static final String NAME = "Segment-CANARY-77aa";
    private static final String TOKEN = "CANARY-4f5e6d7c";
    private static final String QUOTED = TestingObservers.BAD_KEY + "CANARY-31b2";

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @TestHTTPResource(value = "/health", management = true)
    URL health;

    @Inject
    TestingHeap heap;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Connections connections;

    @Inject
    Syncs syncs;

    @Inject
    OpaqueIds ids;

    @Inject
    Sampler sampler;

    @Inject
    TestingSpans spans;

    TestingLog log;
    Integration integration;
    long tenant;

    @BeforeEach
    void listen() {
        log = TestingLog.listen();
        integration = heap.integration();
        tenant = integration.tenant().id();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    @TestSecurity(user = "observer")
    void aRunIsFoundInTheLogInTheTraceAndOnItsPage() {
        tenants.join(tenant, "observer", Role.VIEWER);
        integration.send(page("1", "\"add\":[{\"id\":\"ann\"}]"));
        long sync = sync(TestingObservers.REFUSED_TOKEN + TOKEN);

        long run = run(sync);

        SpanData ofRun = spanOfRun(ids.encode("run", run));
        SpanData received = span("receive");
        assertThat(span("apply").getTraceId()).isEqualTo(received.getTraceId());
        assertThat(ofRun.getLinks())
                .anyMatch(link -> link.getSpanContext().getTraceId().equals(received.getTraceId()));
        assertThat(spans.ended())
                .anyMatch(span -> span.getName().startsWith("POST /api/v2/segment-targets")
                        && span.getParentSpanId().equals(ofRun.getSpanId()));
        String id = ids.encode("run", run);
        RestAssured.get("/t/" + integration.tenant().slug() + "/runs/" + id)
                .then()
                .body(org.hamcrest.Matchers.containsString(ofRun.getTraceId()));
        assertThat(log.lines())
                .filteredOn(line -> line.text().startsWith("The run failed: credentials-refused"))
                .extracting(Line::marks)
                .anySatisfy(marks -> assertThat(marks)
                        .containsEntry("tenant", integration.tenant().slug())
                        .containsEntry("run", id)
                        .containsEntry("traceId", ofRun.getTraceId())
                        .containsKey("segment"));
    }

    @Test
    void neitherKeysNorTokensNorBodiesComeOut() {
        String body = page("1", "\"add\":[{\"id\":\"" + KEY + "\"}]").replace("Segment 1", NAME);
        integration.send(body);
        integration.send(body);
        integration.send(body, Instant.now().minusSeconds(3600));
        integration.send("{ \"" + KEY);
        integration.withSecret("another").send(body);
        integration.withToken(TOKEN).send(body);
        run(sync("api-" + TOKEN));
        integration.send(page("1", "\"add\":[{\"id\":\"" + QUOTED + "\"}]"));
        run(sync("api-2-" + TOKEN));
        run(sync(TestingObservers.REFUSED_TOKEN + TOKEN));
        sampler.sample();

        await().untilAsserted(() -> assertThat(TestingObservers.collected()).contains("credentials-refused"));
        List<String> secrets = List.of(KEY, NAME, TOKEN, QUOTED, integration.token(), integration.secret());
        assertThat(Stream.of(
                        RestAssured.get(metrics).asString(),
                        RestAssured.get(health).asString(),
                        TestingObservers.collected()))
                .allSatisfy(text -> assertThat(text).doesNotContain(secrets));
        assertThat(log.lines())
                .hasSizeGreaterThan(20)
                .allSatisfy(line ->
                        assertThat(line.logger() + line.text() + line.marks()).doesNotContain(secrets));
    }

    @Test
    void onlyAFewTenantsHaveSeriesOfTheirOwn() {
        for (int i = 0; i < 5; i++) {
            long one = tenants.enabled().id();
            long segment = rows.segment(one, "1", "One", 1);
            rows.sync(one, segment, rows.connection(one, "c", true), "stopped");
        }

        sampler.sample();

        assertThat(TestingMetrics.scrape(metrics).series())
                .filteredOn(series -> series.name().equals("segue_tenant_failing_syncs"))
                .hasSize(3)
                .allSatisfy(series -> assertThat(series.value()).isPositive());
    }

    /** A claim that is put off has a span, too, and no run. */
    private SpanData spanOfRun(String run) {
        AttributeKey<String> number = AttributeKey.stringKey("segue.run");
        await().until(() -> spans.ended().stream()
                .anyMatch(span -> run.equals(span.getAttributes().get(number))));
        return spans.ended().stream()
                .filter(span -> run.equals(span.getAttributes().get(number)))
                .findFirst()
                .orElseThrow();
    }

    private SpanData span(String name) {
        await().until(() -> spans.ended().stream().anyMatch(span -> isMine(span, name)));
        return spans.ended().stream()
                .filter(span -> isMine(span, name))
                .findFirst()
                .orElseThrow();
    }

    private boolean isMine(SpanData span, String name) {
        return span.getName().equals(name)
                && span.getAttributes()
                        .asMap()
                        .containsValue(integration.tenant().slug());
    }

    private long sync(String token) {
        String connection = connections
                .create(
                        tenant,
                        NewConnection.of("c" + System.nanoTime(), "us", "%024x".formatted(System.nanoTime()), token),
                        "x")
                .id();
        long segment = rows.write(tenant, "select id from segment where tenant_id = ?");
        return syncs.order(
                tenant,
                segment,
                new SyncOrder(connections.number(connection), Mode.ONCE, Duration.ofHours(4), false, Optional.of("id")),
                "x");
    }

    private long run(long sync) {
        long run = syncs.startRun(tenant, sync, RunCause.PERSON, "x");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows.count(
                                tenant,
                                "select count(*) from run where tenant_id = ? and state in ('succeeded', 'failed') and id = "
                                        + run)
                        == 1);
        return run;
    }
}
