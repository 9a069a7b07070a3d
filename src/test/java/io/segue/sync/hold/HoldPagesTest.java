package io.segue.sync.hold;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page says what waits in numbers, and takes the decision. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HoldPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    HoldRules rules;

    @Inject
    OpaqueIds ids;

    private TenantSummary tenant;
    private long segment;
    private String hold;

    @Test
    @TestSecurity(user = "hold-viewer")
    void showsAViewerTheNumbersAndNoButton() {
        make("hold-viewer", Role.VIEWER);

        given().get(path())
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("500 removals wait: 50 % of the 1,000 members"),
                        containsString("The first came"),
                        containsString("/members?key=ann"),
                        containsString("Until an owner or editor decides"),
                        not(containsString("<button class=\"btn btn-danger\""))));
    }

    @Test
    @TestSecurity(user = "hold-viewer")
    void theSegmentDoesNotSayThatNothingIsLeftToSend() {
        make("hold-viewer", Role.VIEWER);
        rows.write(tenant.id(), """
                update sync y set compared_version = plan_version, delivered_seq = s.change_seq from segment s
                 where s.tenant_id = y.tenant_id and s.id = y.segment_id and y.tenant_id = ? returning y.id""");

        given().get("/t/{t}/segments/{s}", tenant.slug(), ids.encode("seg", segment))
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Nothing but what waits for a decision: 500 removals"),
                        not(containsString("LaunchDarkly has everything"))));
    }

    @Test
    @TestSecurity(user = "hold-editor")
    void takesAnApprovalOnce() {
        make("hold-editor", Role.EDITOR);

        post(hold + "/approve", Map.of("ceiling", "500"), 303);
        post(hold + "/approve", Map.of("ceiling", "500"), 409);

        given().get(path())
                .then()
                .body(allOf(
                        containsString("Nothing waits for a decision"),
                        containsString("What was held before"),
                        containsString("hold-editor")));
    }

    @Test
    @TestSecurity(user = "hold-viewer")
    void saysThatNothingWasHeldYet() {
        tenant = tenants.with("hold-viewer", Role.VIEWER);

        given().get(path())
                .then()
                .body(allOf(
                        containsString("Nothing waits for a decision"),
                        containsString("No removal has been held so far")));
    }

    @Test
    @TestSecurity(user = "hold-viewer")
    void theOverviewOffersAViewerALookAndNamesWhoDecides() {
        make("hold-viewer", Role.VIEWER);

        given().get("/t/{t}", tenant.slug())
                .then()
                .body(allOf(
                        containsString("An owner or editor approves or rejects them"),
                        containsString("See what waits"),
                        not(containsString("Decide<"))));
    }

    @Test
    @TestSecurity(user = "hold-editor")
    void theOverviewOffersAnEditorTheDecision() {
        make("hold-editor", Role.EDITOR);

        given().get("/t/{t}", tenant.slug())
                .then()
                .body(allOf(containsString("Decide<"), not(containsString("See what waits"))));
    }

    @Test
    @TestSecurity(user = "hold-editor")
    void refusesACeilingBelowWhatWaits() {
        make("hold-editor", Role.EDITOR);

        post(hold + "/approve", Map.of("ceiling", "499"), 400);
        post(hold + "/approve", Map.of("ceiling", "many"), 400);
    }

    @Test
    @TestSecurity(user = "hold-editor")
    void givesASegmentARuleOfItsOwnAndTakesItBack() {
        make("hold-editor", Role.EDITOR);
        String id = ids.encode("seg", segment);

        post("rule", Map.of("segment", id, "mode", "on", "floor", "0", "percent", "0"), 303);
        assertThat(rules.ofSegment(tenant.id(), segment)).contains(new HoldPolicy(0, 0, false));
        given().queryParam("segment", id)
                .get(path())
                .then()
                .body(containsString("a rule of its own: every removal is held"));

        post("rule", Map.of("segment", id, "mode", "inherit", "floor", "0", "percent", "0"), 303);
        assertThat(rules.ofSegment(tenant.id(), segment)).isEmpty();
    }

    @Test
    @TestSecurity(user = "hold-editor")
    void changesTheDefaultAndWritesBothIntoTheAuditLog() {
        make("hold-editor", Role.EDITOR);

        post("rule", Map.of("mode", "off", "floor", "100", "percent", "20"), 303);

        assertThat(rules.ofTenant(tenant.id()).isOff()).isTrue();
        assertThat(rows.audit(tenant.id()))
                .anyMatch(entry -> entry.endsWith(
                        "changed when removals are held: before: more than 100 removals at once are held when they are"
                                + " more than 20 % of what LaunchDarkly holds; after: off: no removal is held"));
    }

    private void make(String userName, Role role) {
        tenant = tenants.with(userName, role);
        segment = rows.segment(tenant.id(), "970", "Power users", 500);
        long connection = rows.connection(tenant.id(), "Production", true);
        hold = ids.encode("hld", rows.hold(tenant.id(), rows.sync(tenant.id(), segment, connection, "ready")));
    }

    private void post(String action, Map<String, String> fields, int status) {
        TestingForms.post(path(), path() + "/" + action, fields).then().statusCode(status);
    }

    private String path() {
        return "/t/" + tenant.slug() + "/holds";
    }
}
