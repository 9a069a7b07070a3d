package io.segue.alert.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.alert.AlertKind;
import io.segue.alert.Level;
import io.segue.alert.TestingTargets;
import io.segue.alert.rule.Rule;
import io.segue.alert.rule.Rules;
import io.segue.alert.target.Targets;
import io.segue.alert.watch.TestingLook;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class AlertPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingTargets made;

    @Inject
    TestingRows rows;

    @Inject
    TestingLook look;

    @Inject
    Targets targets;

    @Inject
    Rules rules;

    TenantSummary tenant;
    String at;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
        at = "/t/" + tenant.slug() + "/alerts";
    }

    @Nested
    @DisplayName("As editor")
    @TestSecurity(user = "alerts-editor")
    class AsEditor {

        @BeforeEach
        void join() {
            tenants.join(tenant.id(), "alerts-editor", Role.EDITOR);
        }

        @Test
        void isToldThatNobodyIsToldYet() {
            assertThat(page()).contains("Nothing is wrong", "nobody hears of it yet", "Nobody yet.");
        }

        @Test
        void seesASecretOnce() {
            Response answer = add("webhook", "http://127.0.0.1:1/hook?token=abcdefgh");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.asString())
                    .containsPattern("whsec_[A-Za-z0-9+/]{43}=")
                    .contains("only this once");
            assertThat(page()).doesNotContain("whsec_", "token=abcdefgh").contains("127.0.0.1, ends in efgh");
            assertThat(rows.texts(tenant.id(), "select t::text from alert_target t where tenant_id = ?"))
                    .noneMatch(row -> row.contains("abcdefgh"));
        }

        @Test
        void isToldWhyAnAddressIsNotCalled() {
            Response answer = add("slack", "https://169.254.169.254/latest?secret=kept-from-the-page");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.asString())
                    .contains("it leads into a private network")
                    .doesNotContain("kept-from-the-page");
            assertThat(targets.list(tenant.id())).isEmpty();
        }

        @Test
        void changesTestsAndRemovesATarget() {
            String target = made.webhook(tenant.id(), "ours", "http://127.0.0.1:1/hook");

            Map<String, Object> form = Map.of("name", "Renamed", "level", "critical", "event", List.of("run.ended"));
            assertThat(TestingForms.post(at, at + "/targets/" + target, form).statusCode())
                    .isEqualTo(303);
            assertThat(targets.get(tenant.id(), target)).satisfies(changed -> {
                assertThat(changed.name()).isEqualTo("Renamed");
                assertThat(changed.isOn()).isFalse();
                assertThat(changed.events()).hasSize(1);
            });

            assertThat(post("/targets/" + target + "/test").statusCode()).isEqualTo(303);
            assertThat(page()).contains("A test of alerts", "Waiting");
            assertThat(post("/targets/" + target + "/test").asString()).contains("expected 10 seconds between");

            assertThat(post("/targets/" + target + "/remove").statusCode()).isEqualTo(303);
            assertThat(page()).contains("The target was removed", "Signed webhook, removed");
            assertThat(rows.audit(tenant.id()))
                    .anyMatch(entry -> entry.contains("added a target of alerts"))
                    .anyMatch(entry -> entry.contains("changed a target of alerts: before: on, ours"))
                    .anyMatch(entry -> entry.contains("sent a test of alerts"))
                    .anyMatch(entry -> entry.contains("removed a target of alerts"));
        }

        @Test
        void givesATargetAnotherAddressUnlessItsFieldIsEmpty() {
            String mail = made.of(tenant.id(), "email", "first@example.com", Level.WARN);
            String webhook = made.webhook(tenant.id(), "ours", "http://127.0.0.1:1/hook?token=abcdefgh");

            Map<String, Object> form =
                    Map.of("name", "Team", "level", "warn", "on", "on", "address", "second@example.com");
            assertThat(TestingForms.post(at, at + "/targets/" + mail, form).statusCode())
                    .isEqualTo(303);
            Map<String, Object> kept =
                    Map.of("name", "ours", "level", "warn", "event", List.of("run.ended"), "address", "");
            assertThat(TestingForms.post(at, at + "/targets/" + webhook, kept).statusCode())
                    .isEqualTo(303);
            Map<String, Object> inside = Map.of(
                    "name",
                    "ours",
                    "level",
                    "warn",
                    "event",
                    List.of("run.ended"),
                    "address",
                    "https://10.0.0.1/secret");
            assertThat(TestingForms.post(at, at + "/targets/" + webhook, inside).asString())
                    .contains("it leads into a private network")
                    .doesNotContain("10.0.0.1/secret");

            assertThat(page())
                    .contains("second@example.com", "127.0.0.1, ends in efgh")
                    .doesNotContain("first@");
        }

        @Test
        void sendsANoticeAgain() {
            String target = made.webhook(tenant.id(), "ours", "http://127.0.0.1:1/hook");
            String notice = made.delivered(tenant.id(), target);

            assertThat(post("/deliveries/" + notice + "/resend").statusCode()).isEqualTo(303);
            assertThat(rows.count(
                            tenant.id(),
                            "select count(*) from alert_delivery where tenant_id = ? and state = 'waiting'"))
                    .isOne();
        }

        @Test
        void savesAllRulesAtOnceOrNone() {
            Response saved = TestingForms.post(
                    at,
                    at + "/rules",
                    Map.of("on-hold-waiting", "on", "warn-hold-waiting", "30", "critical-hold-waiting", ""));

            assertThat(saved.statusCode()).isEqualTo(303);
            assertThat(rules.all(tenant.id()))
                    .contains(new Rule(AlertKind.HOLD_WAITING, true, Optional.of(30), Optional.empty()))
                    .filteredOn(Rule::isOn)
                    .hasSize(1);
            assertThat(rows.audit(tenant.id()))
                    .anyMatch(entry ->
                            entry.contains("before: warning from 0, critical from 1440 minutes; after: warning from"
                                    + " 30, critical from never minutes"));

            Response refused = TestingForms.post(
                    at,
                    at + "/rules",
                    Map.of("on-near-limit", "on", "warn-near-limit", "many", "on-hold-waiting", "on"));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains("expected a whole number of percent", "value=\"many\"");
        }

        @Test
        void keepsQuietWhereTheTenantIs() {
            TestingForms.post(
                    at,
                    at + "/quiet-hours",
                    Map.of("on", "on", "from", "22:00", "until", "07:00", "zone", "Europe/Berlin"));
            assertThat(page()).contains("22:00 to 07:00, Europe/Berlin", "Critical alerts never wait");

            TestingForms.post(at, at + "/quiet-hours", Map.of("from", "22:00", "until", "07:00", "zone", "UTC"));
            assertThat(rules.quietHours(tenant.id())).isEmpty();
        }
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "alerts-viewer")
    class AsViewer {

        @Test
        void seesWhatIsWrongAndChangesNothing() {
            tenants.join(tenant.id(), "alerts-viewer", Role.VIEWER);
            made.webhook(tenant.id(), "ours", "http://127.0.0.1:1/hook");
            long segment = rows.segment(tenant.id(), "1", "Power <b> users", 10);
            rows.hold(
                    tenant.id(),
                    rows.sync(tenant.id(), segment, rows.connection(tenant.id(), "Production", true), "ready"));
            look.at(tenant);

            assertThat(page())
                    .contains("Removals from Power &lt;b&gt; users wait for a decision", "ours", "alert.raised, warn")
                    .contains(">at once<", ">1 day<", ">1,000 keys<", ">never<")
                    .doesNotContain("Power <b>", "Send a test<", "Save the rules", "Send again", "#add");
        }
    }

    private String page() {
        return given().get(at).asString();
    }

    private Response add(String kind, String address) {
        return TestingForms.post(
                at,
                at + "/targets",
                Map.of("kind", kind, "name", "Ours", "address", address, "level", "warn", "event", "alert.raised"));
    }

    private Response post(String path) {
        return TestingForms.post(at, at + path, Map.of());
    }
}
