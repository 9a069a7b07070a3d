package io.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.alert.TestingTargets;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pipeline that keeps a tenant as a document says. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ConfigurationResourceTest {

    @Inject
    TestingDocuments documents;

    @Inject
    TestingRows rows;

    @Inject
    TestingTargets targets;

    TenantSummary tenant;

    @BeforeEach
    void makeATenantWithConnections() {
        tenant = documents.withConnections();
    }

    @Test
    void doesNothingASecondTime() {
        documents.apply(tenant, TestingDocuments.ONE_SYNC).statusCode(200).body("steps", hasSize(3));
        long entries = rows.audit(tenant.id()).size();

        documents.apply(tenant, TestingDocuments.ONE_SYNC).statusCode(200).body("steps", empty());

        assertThat(rows.audit(tenant.id())).hasSize((int) entries);
    }

    @Test
    void plansWithoutChangingAnything() {
        String before = documents.export(tenant);

        documents
                .plan(tenant, TestingDocuments.ONE_SYNC)
                .body("dangerous", equalTo(false))
                .body("steps.action", equalTo(List.of("create", "create", "change")))
                .body("steps[1].path", equalTo("segments[0].syncs[0]"))
                .body("steps[1].line", equalTo(6))
                .body("text", startsWith("Plan: 2 to create, 1 to change, 0 to turn off."));

        assertThat(documents.export(tenant)).isEqualTo(before);
    }

    @Test
    void givesAConnectionItsNewName() {
        documents.apply(tenant, TestingDocuments.ONE_SYNC).statusCode(200);

        documents
                .apply(
                        tenant,
                        "version: 1\nconnections: [{name: Live, clientSideId: " + TestingDocuments.PRODUCTION + "}]\n")
                .statusCode(200)
                .body("steps", hasSize(1));

        assertThat(documents.export(tenant))
                .contains("- name: Live", "- connection: Live")
                .doesNotContain("Production");
    }

    @Test
    void changesTargetsButNoneOfTheirSecrets() {
        targets.webhook(tenant.id(), "Ours", "http://127.0.0.1:1/hook?key=kept-out-of-documents");

        documents
                .apply(
                        tenant,
                        "version: 1\nalerts: {targets: [{name: Ours, kind: webhook, on: false, leastLevel: critical}]}\n")
                .statusCode(200)
                .body("steps", hasSize(1));

        assertThat(documents.export(tenant))
                .contains("- name: Ours", "\"on\": false", "leastLevel: critical", "- run.ended")
                .doesNotContain("kept-out", "127.0.0.1", "whsec");
        assertThat(rows.audit(tenant.id())).anyMatch(entry -> entry.contains("changed a target of alerts"));
        documents
                .apply(tenant, "version: 1\nalerts: {targets: [{name: Chat, kind: slack}]}\n")
                .statusCode(409)
                .body("detail", containsString("line 2, alerts.targets[0]: There is no target \"Chat\" of alerts"));
    }

    @Test
    void writesIntoTheAuditLogWhatPagesWrite() {
        documents.apply(tenant, TestingDocuments.ONE_SYNC).statusCode(200);

        assertThat(rows.audit(tenant.id()))
                .anyMatch(entry -> entry.contains("made a segment ahead of Heap"))
                .anyMatch(entry -> entry.contains("ordered a sync") && entry.contains("recurring every 4 hours"))
                .anyMatch(entry -> entry.contains("paused a sync"));
    }
}
