package io.segue.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.api.version.TestingWaiters;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not done, or only in part, and what is said about it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ConfigurationRefusalsTest {

    @Inject
    TestingDocuments documents;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingWaiters waiters;

    TenantSummary tenant;

    @BeforeEach
    void makeATenantWithConnections() {
        tenant = documents.withConnections();
    }

    @Test
    void takesMembersAwayOnlyFromWhoHasSeenThePlan() {
        documents.apply(tenant, TestingDocuments.ONE_SYNC).statusCode(200);
        rows.write(tenant.id(), "update sync set delivered_count = 12500 where tenant_id = ? returning id");
        String document = TestingDocuments.ONE_SYNC.replace("recurring, paused: true", "off, empty: true");

        documents.apply(tenant, document).statusCode(428).body("code", equalTo("plan-needed"));
        assertThat(documents.export(tenant)).contains("mode: recurring");

        String fingerprint = documents
                .plan(tenant, document)
                .body("dangerous", equalTo(true))
                .body("steps[0].removes", equalTo(12_500))
                .body("text", containsString("! DANGEROUS: removes 12,500 members from LaunchDarkly"))
                .extract()
                .path("fingerprint");
        documents.apply(tenant, document, fingerprint).statusCode(200).body("steps[0].result", equalTo("done"));
        assertThat(documents.export(tenant)).contains("mode: \"off\"", "empty: true");
        assertThat(rows.audit(tenant.id()))
                .anyMatch(entry -> entry.contains("turned a sync off and emptied its segment")
                        && entry.contains("LaunchDarkly held 12500 members"))
                .anyMatch(entry -> entry.contains("applied a configuration") && entry.contains("1 of 1 steps done"));
    }

    @Test
    void refusesAPlanOfAnotherState() {
        String fingerprint =
                documents.plan(tenant, TestingDocuments.ONE_SYNC).extract().path("fingerprint");
        documents
                .apply(tenant, "version: 1\nsettings: {holdRemovals: {floor: 1, percent: 1}}\n")
                .statusCode(200);

        documents
                .apply(tenant, TestingDocuments.ONE_SYNC, fingerprint)
                .statusCode(412)
                .body("code", equalTo("plan-outdated"));

        assertThat(documents.export(tenant)).doesNotContain("Power users");
        documents
                .apply(tenant, TestingDocuments.ONE_SYNC, "no fingerprint")
                .statusCode(400)
                .body("code", equalTo("invalid-request"));
    }

    @Test
    void appliesOneDocumentAtATime() {
        String quiet = "version: 1\nalerts: {rules: {near-limit: off}}\n";

        CompletableFuture<Integer> first = waiters.whileHeld(tenant.id(), () -> {
            CompletableFuture<Integer> begun = CompletableFuture.supplyAsync(
                    () -> documents.apply(tenant, quiet).extract().statusCode());
            waiters.awaitWaiting(1);
            documents
                    .apply(tenant, quiet)
                    .statusCode(409)
                    .body("code", equalTo("not-possible-now"))
                    .body("detail", containsString("another document is being applied just now"));
            documents.send(documents.withConnections(), quiet).then().statusCode(200);
            return begun;
        });

        assertThat(first.join()).isEqualTo(200);
        documents.apply(tenant, quiet).statusCode(200).body("steps", empty());
    }

    @Test
    void doesNothingWhileAnyOfItCannotBeDone() {
        documents
                .apply(tenant, TestingDocuments.ONE_SYNC.replace("connection: Production", "connection: Nowhere"))
                .statusCode(409)
                .body("detail", containsString("line 6, segments[0].syncs[0]: There is no connection \"Nowhere\"."));

        assertThat(documents.export(tenant)).doesNotContain("Power users");
    }

    @Test
    void saysOfEachStepWhetherItWasDone() {
        documents
                .apply(
                        tenant,
                        "version: 1\nsettings: {signatureWindowSeconds: 5, holdRemovals: {floor: 1, percent: 1}}\n",
                        Role.OWNER)
                .statusCode(207)
                .body("complete", equalTo(false))
                .body("steps.result", equalTo(List.of("failed", "done")))
                .body("steps[0].failure.code", equalTo("invalid-request"))
                .body("steps[0].failure.message", containsString("expected 30 to 900 seconds, got 5"));

        assertThat(documents.export(tenant)).contains("signatureWindowSeconds: 300", "floor: 1");
    }

    @Test
    void leavesTheWindowToOwners() {
        documents
                .apply(tenant, "version: 1\nsettings: {signatureWindowSeconds: 600}\n", Role.EDITOR)
                .statusCode(403)
                .body("code", equalTo("not-allowed"));

        assertThat(documents.export(tenant)).contains("signatureWindowSeconds: 300");
    }

    @Test
    void refusesWhatItCannotRead() {
        documents
                .apply(tenant, "version: 1\nsegmnts: []\n")
                .statusCode(400)
                .body("detail", containsString("line 2, segmnts: a field of this name is not known here"));
        documents.apply(tenant, "").statusCode(400);
        tenants.as(Role.EDITOR, tenant)
                .contentType("text/plain")
                .body("version: 1")
                .post("/api/v1/apply")
                .then()
                .statusCode(415);
    }
}
