package io.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.alert.TestingTargets;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A document that was exported says the same of whoever it is applied to. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ConfigurationRoundTripTest {

    @Inject
    TestingDocuments documents;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingTargets targets;

    TenantSummary tenant;

    @BeforeEach
    void makeATenantWithConnections() {
        tenant = documents.withConnections();
    }

    @Test
    void exportsWhatIsConfiguredAndNoSecret() {
        documents.apply(tenant, TestingDocuments.ONE_SYNC).statusCode(200);

        String export = documents.export(tenant);

        assertThat(export).isEqualTo("""
                version: 1
                settings:
                  signatureWindowSeconds: 300
                  holdRemovals:
                    floor: 100
                    percent: 20
                  newSegments: "off"
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
        tenants.as(Role.VIEWER, tenant)
                .accept("application/json")
                .get("/api/v1/export")
                .then()
                .contentType("application/json")
                .body("segments[0].syncs[0].interval", equalTo("4h"));
    }

    @Test
    void makesAnEmptyTenantTheSameAsTheOneThatWasExported() {
        documents.send(tenant, """
                version: 1
                settings:
                  signatureWindowSeconds: 600
                  holdRemovals: {floor: 5, percent: 1}
                  newSegments: {connection: Test, keyField: email, interval: 90m, followHeap: false}
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
        String export = documents.export(tenant);
        TenantSummary other = documents.withConnections();

        documents.send(other, export).then().statusCode(200).body("complete", equalTo(true));

        assertThat(documents.export(other)).isEqualTo(export);
        documents.plan(other, export).body("steps", empty()).body("obstacles", empty());
    }

    /** Whatever is asked for: after it was applied there is nothing left to do, and the export says the same. */
    @Test
    void reachesWhateverADocumentAsksFor() {
        Random random = new Random(2026);
        for (int i = 0; i < 25; i++) {
            String document = any(random);
            String fingerprint = documents.plan(tenant, document).extract().path("fingerprint");
            documents.apply(tenant, document, fingerprint).statusCode(200).body("complete", equalTo(true));

            documents.plan(tenant, document).body("steps.size()", equalTo(0)).body("text", startsWith("Nothing to do"));
            String export = documents.export(tenant);
            documents.plan(tenant, export).body("steps", empty()).body("obstacles", empty());
        }
        TenantSummary other = documents.withConnections();
        String export = documents.export(tenant);
        documents.send(other, export).then().statusCode(200);
        assertThat(documents.export(other)).isEqualTo(export);
    }

    private static String any(Random random) {
        StringBuilder document = new StringBuilder("version: 1\n");
        document.append("settings: {holdRemovals: ")
                .append(rule(random))
                .append(", newSegments: ")
                .append(random.nextBoolean() ? "off" : "{connection: Test, keyField: id, interval: 1h}")
                .append("}\nsegments:\n");
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
}
