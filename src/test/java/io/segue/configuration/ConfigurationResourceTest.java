package io.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.alert.TestingTargets;
import io.segue.api.version.TestingWaiters;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pipeline that keeps a tenant as a document says. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ConfigurationResourceTest {

    private static final String PRODUCTION = "64a0c3e0ac3e000000000001";
    private static final String TEST = "64a0c3e0ac3e000000000002";

    /** Paused, so that no run of it moves anything meanwhile. */
    private static final String ONE_SYNC = """
            version: 1
            segments:
              - heapId: 7
                name: Power users
                syncs:
                  - {connection: Production, mode: recurring, paused: true}
            """;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Connections connections;

    @Inject
    TestingTargets targets;

    @Inject
    TestingWaiters waiters;

    TenantSummary tenant;

    @BeforeEach
    void makeATenantWithConnections() {
        tenant = withConnections();
    }

    @Test
    void exportsWhatIsConfiguredAndNoSecret() {
        apply(ONE_SYNC).statusCode(200);

        String export = export(tenant);

        assertThat(export).isEqualTo("""
                version: 1
                settings:
                  signatureWindowSeconds: 300
                  holdRemovals:
                    floor: 100
                    percent: 20
                alerts:
                  rules:
                    run-failing:
                      warnAt: 15
                      criticalAt: 240
                    credential-refused:
                      warnAt: never
                      criticalAt: 0
                    hold-waiting:
                      warnAt: 0
                      criticalAt: 1440
                    quarantine-grew:
                      warnAt: 1
                      criticalAt: 1000
                    nothing-from-heap:
                      warnAt: 0
                      criticalAt: 1440
                    near-limit:
                      warnAt: 10
                      criticalAt: 50
                    heap-refused:
                      warnAt: 15
                      criticalAt: 480
                    flags-failing:
                      warnAt: 15
                      criticalAt: 240
                  quietHours: "off"
                  targets: []
                connections:
                  - name: Production
                    region: us
                    clientSideId: "64a0c3e0ac3e000000000001"
                  - name: Test
                    region: us
                    clientSideId: "64a0c3e0ac3e000000000002"
                segments:
                  - heapId: "7"
                    name: Power users
                    syncs:
                      - connection: Production
                        mode: recurring
                        interval: 4h
                        followHeap: true
                        paused: true
                """);
        as(Role.VIEWER, tenant)
                .accept("application/json")
                .get("/api/v1/export")
                .then()
                .contentType("application/json")
                .body("segments[0].syncs[0].interval", equalTo("4h"));
    }

    @Test
    void makesAnEmptyTenantTheSameAsTheOneThatWasExported() {
        send(tenant, """
                version: 1
                settings: {signatureWindowSeconds: 600, holdRemovals: {floor: 5, percent: 1}}
                alerts:
                  rules: {hold-waiting: off, run-failing: {warnAt: never, criticalAt: 30}}
                  quietHours: {from: "22:00", until: "07:00", zone: Europe/Berlin}
                  targets:
                    - {name: On call, kind: email, address: oncall@example.com, leastLevel: critical}
                    - {name: Team, kind: email, address: team@example.com, on: false}
                segments:
                  - heapId: 7
                    name: Power users
                    keyField: email
                    holdRemovals: off
                    syncs:
                      - {connection: Production, mode: recurring, interval: 75s, followHeap: false, paused: true}
                      - {connection: Test, mode: off}
                  - heapId: "8"
                    name: "off: a name that must be quoted"
                    keyField: id
                    syncs:
                      - {connection: Test, mode: off, empty: true}
                  - heapId: "9"
                    name: Only a rule
                    holdRemovals: {floor: 0, percent: 0}
                """).then().statusCode(200);
        String export = export(tenant);
        TenantSummary other = withConnections();

        send(other, export).then().statusCode(200).body("complete", equalTo(true));

        assertThat(export(other)).isEqualTo(export);
        plan(other, export).body("steps", empty()).body("obstacles", empty());
    }

    @Test
    void doesNothingASecondTime() {
        apply(ONE_SYNC).statusCode(200).body("steps", hasSize(3));
        long entries = rows.audit(tenant.id()).size();

        apply(ONE_SYNC).statusCode(200).body("steps", empty());

        assertThat(rows.audit(tenant.id())).hasSize((int) entries);
    }

    @Test
    void plansWithoutChangingAnything() {
        String before = export(tenant);

        plan(tenant, ONE_SYNC)
                .body("dangerous", equalTo(false))
                .body("steps.action", equalTo(List.of("create", "create", "change")))
                .body("steps[1].path", equalTo("segments[0].syncs[0]"))
                .body("steps[1].line", equalTo(6))
                .body("text", startsWith("Plan: 2 to create, 1 to change, 0 to turn off."));

        assertThat(export(tenant)).isEqualTo(before);
    }

    @Test
    void takesMembersAwayOnlyFromWhoHasSeenThePlan() {
        apply(ONE_SYNC).statusCode(200);
        rows.write(tenant.id(), "update sync set delivered_count = 12500 where tenant_id = ? returning id");
        String document = ONE_SYNC.replace("recurring, paused: true", "off, empty: true");

        apply(document).statusCode(428).body("code", equalTo("plan-needed"));
        assertThat(export(tenant)).contains("mode: recurring");

        String fingerprint = plan(tenant, document)
                .body("dangerous", equalTo(true))
                .body("steps[0].removes", equalTo(12_500))
                .body("text", containsString("! DANGEROUS: removes 12,500 members from LaunchDarkly"))
                .extract()
                .path("fingerprint");
        apply(document, fingerprint).statusCode(200).body("steps[0].result", equalTo("done"));
        assertThat(export(tenant)).contains("mode: \"off\"", "empty: true");
        assertThat(rows.audit(tenant.id()))
                .anyMatch(entry -> entry.contains("turned a sync off and emptied its segment")
                        && entry.contains("LaunchDarkly held 12500 members"))
                .anyMatch(entry -> entry.contains("applied a configuration") && entry.contains("1 of 1 steps done"));
    }

    @Test
    void refusesAPlanOfAnotherState() {
        String fingerprint = plan(tenant, ONE_SYNC).extract().path("fingerprint");
        apply("version: 1\nsettings: {holdRemovals: {floor: 1, percent: 1}}\n").statusCode(200);

        apply(ONE_SYNC, fingerprint).statusCode(412).body("code", equalTo("plan-outdated"));

        assertThat(export(tenant)).doesNotContain("Power users");
        apply(ONE_SYNC, "no fingerprint").statusCode(400).body("code", equalTo("invalid-request"));
    }

    @Test
    void appliesOneDocumentAtATime() {
        String quiet = "version: 1\nalerts: {rules: {near-limit: off}}\n";

        CompletableFuture<Integer> first = waiters.whileHeld(tenant.id(), () -> {
            CompletableFuture<Integer> begun =
                    CompletableFuture.supplyAsync(() -> apply(quiet).extract().statusCode());
            waiters.awaitWaiting(1);
            apply(quiet)
                    .statusCode(409)
                    .body("code", equalTo("not-possible-now"))
                    .body("detail", containsString("another document is being applied just now"));
            send(withConnections(), quiet).then().statusCode(200);
            return begun;
        });

        assertThat(first.join()).isEqualTo(200);
        apply(quiet).statusCode(200).body("steps", empty());
    }

    @Test
    void doesNothingWhileAnyOfItCannotBeDone() {
        apply(ONE_SYNC.replace("connection: Production", "connection: Nowhere"))
                .statusCode(409)
                .body("detail", containsString("line 6, segments[0].syncs[0]: There is no connection \"Nowhere\"."));

        assertThat(export(tenant)).doesNotContain("Power users");
    }

    @Test
    void saysOfEachStepWhetherItWasDone() {
        apply("version: 1\nsettings: {signatureWindowSeconds: 5, holdRemovals: {floor: 1, percent: 1}}\n", Role.OWNER)
                .statusCode(207)
                .body("complete", equalTo(false))
                .body("steps.result", equalTo(List.of("failed", "done")))
                .body("steps[0].failure.code", equalTo("invalid-request"))
                .body("steps[0].failure.message", containsString("expected 30 to 900 seconds, got 5"));

        assertThat(export(tenant)).contains("signatureWindowSeconds: 300", "floor: 1");
    }

    @Test
    void leavesTheWindowToOwners() {
        apply("version: 1\nsettings: {signatureWindowSeconds: 600}\n", Role.EDITOR)
                .statusCode(403)
                .body("code", equalTo("not-allowed"));

        assertThat(export(tenant)).contains("signatureWindowSeconds: 300");
    }

    @Test
    void givesAConnectionItsNewName() {
        apply(ONE_SYNC).statusCode(200);

        apply("version: 1\nconnections: [{name: Live, clientSideId: " + PRODUCTION + "}]\n")
                .statusCode(200)
                .body("steps", hasSize(1));

        assertThat(export(tenant))
                .contains("- name: Live", "- connection: Live")
                .doesNotContain("Production");
    }

    @Test
    void changesTargetsButNoneOfTheirSecrets() {
        targets.webhook(tenant.id(), "Ours", "http://127.0.0.1:1/hook?key=kept-out-of-documents");

        apply("version: 1\nalerts: {targets: [{name: Ours, kind: webhook, on: false, leastLevel: critical}]}\n")
                .statusCode(200)
                .body("steps", hasSize(1));

        assertThat(export(tenant))
                .contains("- name: Ours", "\"on\": false", "leastLevel: critical", "- run.ended")
                .doesNotContain("kept-out", "127.0.0.1", "whsec");
        assertThat(rows.audit(tenant.id())).anyMatch(entry -> entry.contains("changed a target of alerts"));
        apply("version: 1\nalerts: {targets: [{name: Chat, kind: slack}]}\n")
                .statusCode(409)
                .body("detail", containsString("line 2, alerts.targets[0]: There is no target \"Chat\" of alerts"));
    }

    @Test
    void writesIntoTheAuditLogWhatPagesWrite() {
        apply(ONE_SYNC).statusCode(200);

        assertThat(rows.audit(tenant.id()))
                .anyMatch(entry -> entry.contains("made a segment ahead of Heap"))
                .anyMatch(entry -> entry.contains("ordered a sync") && entry.contains("recurring every 4 hours"))
                .anyMatch(entry -> entry.contains("paused a sync"));
    }

    @Test
    void refusesWhatItCannotRead() {
        apply("version: 1\nsegmnts: []\n")
                .statusCode(400)
                .body("detail", containsString("line 2, segmnts: a field of this name is not known here"));
        apply("").statusCode(400);
        as(Role.EDITOR, tenant)
                .contentType("text/plain")
                .body("version: 1")
                .post("/api/v1/apply")
                .then()
                .statusCode(415);
    }

    /** Whatever is asked for: after it was applied there is nothing left to do, and the export says the same. */
    @Test
    void reachesWhateverADocumentAsksFor() {
        Random random = new Random(2026);
        for (int i = 0; i < 25; i++) {
            String document = any(random);
            String fingerprint = plan(tenant, document).extract().path("fingerprint");
            apply(document, fingerprint).statusCode(200).body("complete", equalTo(true));

            plan(tenant, document).body("steps.size()", equalTo(0)).body("text", startsWith("Nothing to do"));
            String export = export(tenant);
            plan(tenant, export).body("steps", empty()).body("obstacles", empty());
        }
        TenantSummary other = withConnections();
        String export = export(tenant);
        send(other, export).then().statusCode(200);
        assertThat(export(other)).isEqualTo(export);
    }

    private static String any(Random random) {
        StringBuilder document = new StringBuilder("version: 1\n");
        document.append("settings: {holdRemovals: ").append(rule(random)).append("}\nsegments:\n");
        for (int segment = 0; segment < 4; segment++) {
            if (random.nextInt(3) == 0) {
                continue;
            }
            document.append("  - heapId: s")
                    .append(segment)
                    .append("\n    name: Segment ")
                    .append(segment);
            if (random.nextBoolean()) {
                document.append("\n    holdRemovals: ").append(random.nextInt(3) == 0 ? "default" : rule(random));
            }
            document.append("\n    keyField: ")
                    .append(random.nextBoolean() ? "id" : "email")
                    .append("\n    syncs:\n");
            List<String> targets = new ArrayList<>(List.of("Production", "Test"));
            targets.remove(random.nextInt(3) == 0 ? "Test" : "");
            for (String target : targets) {
                document.append("      - {connection: ")
                        .append(target)
                        .append(", ")
                        .append(order(random))
                        .append("}\n");
            }
        }
        return document.toString().endsWith("segments:\n") ? "version: 1\n" : document.toString();
    }

    private static String rule(Random random) {
        return random.nextInt(4) == 0
                ? "off"
                : "{floor: " + random.nextInt(500) + ", percent: " + random.nextInt(101) + "}";
    }

    private static String order(Random random) {
        StringBuilder order = new StringBuilder();
        if (random.nextInt(3) == 0) {
            order.append("mode: off, empty: ").append(random.nextBoolean());
        } else {
            order.append("mode: recurring, paused: ").append(random.nextInt(3) > 0);
        }
        if (random.nextBoolean()) {
            order.append(", interval: ").append(1 + random.nextInt(300)).append(random.nextBoolean() ? "m" : "h");
        }
        if (random.nextBoolean()) {
            order.append(", followHeap: ").append(random.nextBoolean());
        }
        return order.toString();
    }

    private TenantSummary withConnections() {
        TenantSummary made = tenants.enabled();
        String token = "api-0123456789abcdef-the-secret";
        connections.create(made.id(), NewConnection.of("Production", "us", PRODUCTION, token), "a test");
        connections.create(made.id(), NewConnection.of("Test", "us", TEST, token), "a test");
        return made;
    }

    private String export(TenantSummary of) {
        return as(Role.VIEWER, of)
                .get("/api/v1/export")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/yaml"))
                .extract()
                .asString();
    }

    private ValidatableResponse plan(TenantSummary of, String document) {
        return as(Role.VIEWER, of)
                .contentType("application/yaml")
                .body(bytes(document))
                .post("/api/v1/plan")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse apply(String document) {
        return apply(document, Role.OWNER);
    }

    private ValidatableResponse apply(String document, Role role) {
        return as(role, tenant)
                .contentType("application/yaml")
                .body(bytes(document))
                .post("/api/v1/apply")
                .then();
    }

    private ValidatableResponse apply(String document, String fingerprint) {
        return as(Role.EDITOR, tenant)
                .contentType("application/yaml")
                .header("If-Match", "\"" + fingerprint + "\"")
                .body(bytes(document))
                .post("/api/v1/apply")
                .then();
    }

    private Response send(TenantSummary to, String document) {
        return as(Role.OWNER, to)
                .contentType("application/yaml")
                .header("If-Match", "\"" + plan(to, document).extract().path("fingerprint") + "\"")
                .body(bytes(document))
                .post("/api/v1/apply");
    }

    private RequestSpecification as(Role role, TenantSummary of) {
        return tenants.as(role, of);
    }

    private static byte[] bytes(String document) {
        return document.getBytes(StandardCharsets.UTF_8);
    }
}
