package io.segue.dashboard.overview;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.alert.TestingTargets;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the overview says of who hears of failures. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class OverviewAlertsTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingTargets targets;

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "overview-viewer")
    class AsViewer {

        @Test
        void isToldThatNobodyHearsOfFailures() {
            page(healthy("overview-viewer", Role.VIEWER))
                    .body(allOf(
                            containsString("Everything is all right."),
                            containsString("Nobody is told when a sync fails."),
                            containsString("An owner or editor says whom to tell"),
                            not(containsString("Add a target"))));
        }

        @Test
        void isNotToldOfThatBeforeTheTenantIsSetUp() {
            page(tenants.with("overview-viewer", Role.VIEWER)).body(not(containsString("Nobody is told")));
        }

        @Test
        void isToldWhatWasGivenUpUntilTheTargetIsReached() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            String target = targets.webhook(tenant.id(), "On call", "http://127.0.0.1:1/hook");
            page(tenant).body(not(containsString("Nobody is told")));
            targets.delivered(tenant.id(), target);
            rows.write(tenant.id(), """
                    update alert_delivery set state = 'given-up', answer = 'No answer', last_try_at = now()
                     where tenant_id = ? returning id""");

            page(tenant)
                    .body(allOf(
                            containsString("On call did not get 1 notice of alerts"),
                            containsString("Its last answer: No answer."),
                            containsString("/alerts?target=" + target + "&amp;state=given-up#log"),
                            containsString("alert-not-delivered"),
                            containsString("no target of alerts is reached")));

            targets.delivered(tenant.id(), target);
            rows.write(tenant.id(), """
                    update alert_delivery set state = 'given-up', ended_at = now() - interval '1 hour'
                     where tenant_id = ? and answer is not null returning id""");

            page(tenant).body(not(containsString("did not get")));
        }
    }

    @Nested
    @DisplayName("As editor")
    @TestSecurity(user = "overview-editor")
    class AsEditor {

        @Test
        void isLedToWhereATargetIsAdded() {
            TenantSummary tenant = healthy("overview-editor", Role.EDITOR);

            page(tenant)
                    .body(allOf(
                            containsString("Nobody is told when a sync fails."),
                            containsString(
                                    "<a class=\"btn\" href=\"/t/" + tenant.slug() + "/alerts#add\">Add a target</a>")));
        }
    }

    private TenantSummary healthy(String user, Role role) {
        TenantSummary tenant = tenants.with(user, role);
        long connection = rows.connection(tenant.id(), "Production", true);
        long segment = rows.segment(tenant.id(), "1", "Power users", 10);
        long sync = rows.sync(tenant.id(), segment, connection, "ready");
        rows.write(tenant.id(), """
                update sync set delivered_count = 1234 where tenant_id = ? and id = ? returning id""", sync);
        rows.endRun(tenant.id(), rows.run(tenant.id(), sync, "running"));
        rows.write(tenant.id(), """
                insert into hook (tenant_id, token_hash, first_call_at, last_call_at) values (?, '\\x00', now(), now())
                on conflict (tenant_id) do update set first_call_at = now(), last_call_at = now(), token_hash = '\\x00'
                returning 1""");
        return tenant;
    }

    private ValidatableResponse page(TenantSummary tenant) {
        return given().get("/t/{t}", tenant.slug()).then().statusCode(200);
    }
}
