package io.segue.dashboard.overview;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class OverviewPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    Tenants states;

    @Inject
    TestingRows rows;

    @Test
    void sendsAVisitorToSignIn() {
        given().redirects().follow(false).get("/t/any").then().statusCode(302);
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "overview-viewer")
    class AsViewer {

        @Test
        void isLedToSetUpWhenTheTenantIsNew() {
            page(tenants.with("overview-viewer", Role.VIEWER))
                    .body(allOf(
                            containsString("is not set up yet: 0 of 3 steps are done"),
                            containsString("Next: connect LaunchDarkly. An owner or editor does that."),
                            containsString("See set up"),
                            not(containsString("Start set up")),
                            not(containsString("in the last 14 days"))));
        }

        @Test
        void isToldThatEverythingIsAllRightInFigures() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);

            page(tenant)
                    .body(allOf(
                            containsString("Everything is all right."),
                            containsString("1 segment is on, LaunchDarkly holds 1,234 members"),
                            containsString("Nobody need act"),
                            containsString("Viewer of Tenant &lt;i&gt;" + tenant.slug()),
                            not(containsString("Needs attention"))));
        }

        @Test
        void seesOneLineForACauseAndWhoMustAct() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            long connection = rows.connection(tenant.id(), "Test", true);
            for (int i = 2; i < 8; i++) {
                long segment = rows.segment(tenant.id(), "" + i, "Segment " + i, 10);
                long sync = rows.sync(tenant.id(), segment, connection, "stopped");
                rows.write(tenant.id(), """
                        update sync set failure_code = 'credentials-refused' where tenant_id = ? and id = ? returning id""", sync);
            }

            page(tenant)
                    .body(allOf(
                            containsString("LaunchDarkly refuses the access token of Test."),
                            containsString("Segment 2 and 5 more"),
                            containsString("An editor or owner must act"),
                            containsString("See the connection"),
                            not(containsString("Mend the connection")),
                            not(containsString("Segment 3"))));
        }

        @Test
        void seesEachThingThatNeedsAttentionWithItsAction() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            long failing = rows.connection(tenant.id(), "Failing", false);
            rows.write(tenant.id(), """
                    insert into connection (tenant_id, name, region, client_side_id, sealed_token, token_last_four)
                    values (?, 'Europe', 'eu', 'x', '\\x00', '9f3a') returning id""");
            long segment = rows.segment(tenant.id(), "7", "Churn <b>risk</b>", 10);
            long retried = rows.sync(tenant.id(), segment, failing, "retrying");
            rows.run(tenant.id(), retried, "failed");
            rows.write(tenant.id(), """
                    insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id)
                    values (?, ?, 'bad', true, 'refused', 1) returning run_id""", retried);
            rows.delivery(tenant.id(), "conflict", "Power users");
            rows.write(tenant.id(), """
                    insert into task (tenant_id, segment_id, task_id, task_order, total_pages, pages_applied, incomplete_at)
                    values (?, ?, 't', 1, 3, 2, now()) returning 1""", segment);

            page(tenant)
                    .body(allOf(
                            containsString("The check of Failing failed"),
                            containsString("Europe is on a LaunchDarkly instance without synced segments"),
                            containsString("Churn &lt;b&gt;risk&lt;/b&gt; to Failing: being tried again"),
                            containsString("See the run"),
                            containsString("LaunchDarkly refuses 1 key"),
                            containsString("Heap sent 2 of 3 pages of Churn"),
                            containsString("1 of Heap’s calls in the last 3 days: conflict")));
        }

        @Test
        void tellsAPipelineWhatEachOfTheLastDaysBrought() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            rows.write(tenant.id(), """
                    insert into run (tenant_id, sync_id, state, cause, adds, removes, finished_at)
                    select tenant_id, id, 'failed', 'person', 7, 3, now() - interval '2 days' from sync
                     where tenant_id = ? returning id""");

            tenants.as(Role.VIEWER, tenant)
                    .get("/api/v1/tenant/activity?zone=Europe/Berlin")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(14))
                    .body("items[11].adds", equalTo(7))
                    .body("items[11].removes", equalTo(3))
                    .body("items[11].runs", equalTo(1))
                    .body("items[11].failed", equalTo(1))
                    .body("items[0].runs", equalTo(0));
            tenants.as(Role.VIEWER, tenant)
                    .get("/api/v1/tenant/activity?zone=Europe/Nowhere")
                    .then()
                    .statusCode(400);
        }

        @Test
        void isToldOfALostPageUntilNothingDependsOnItAnyMore() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            long segment = rows.segment(tenant.id(), "7", "Churn risk", 10);
            rows.write(tenant.id(), """
                    insert into task (tenant_id, segment_id, task_id, task_order, total_pages, pages_applied,
                                      incomplete_at, completed_at)
                    select v.tenant, v.segment, t.id, t.place, 3, t.pages, t.incomplete, t.complete
                      from (select ?::bigint as tenant, ?::bigint as segment) v,
                           (values ('lost', 4, 1, now(), null), ('half lost & found', 5, 2, now(), null),
                                   ('whole', 6, 3, null, now())) t (id, place, pages, incomplete, complete)
                    returning 1""", segment);

            page(tenant)
                    .body(allOf(
                            containsString("Heap sent 2 of 3 pages of Churn risk, and too few in 1 more of its tasks"),
                            containsString("/inbox?task=half+lost+%26+found")));

            rows.write(tenant.id(), "update segment set drained_order = 4 where tenant_id = ? returning 1");
            page(tenant).body(containsString("Heap sent 2 of 3 pages of Churn risk<"));

            rows.write(tenant.id(), """
                    update task set last_at = now() - interval '31 days' where tenant_id = ? returning 1""");
            page(tenant).body(not(containsString("pages of Churn risk")));
        }

        @Test
        void isToldWhenHeapHasGoneSilent() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            rows.write(tenant.id(), """
                    insert into silence (tenant_id, last_heard_at, noticed_at)
                    values (?, now() - interval '7 hours 5 minutes', now()) returning 1""");

            page(tenant)
                    .body(allOf(
                            containsString("there is something to know"),
                            containsString("Nothing from Heap for 7 hours")));
        }

        @Test
        void isToldThatAnErasureWaits() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            long sync = rows.write(tenant.id(), "select id from sync where tenant_id = ?");
            rows.erasure(tenant.id(), sync);

            page(tenant).body(allOf(containsString("An erasure waits for a person"), containsString("/erasures/ers_")));
        }

        @Test
        void isToldWhatIsPaused() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            rows.write(tenant.id(), "update sync set paused_at = now() where tenant_id = ? returning id");

            page(tenant).body(containsString("Power users is paused"));
        }

        @Test
        void isToldThatRemovalsWaitForADecision() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            long sync = rows.write(tenant.id(), "select id from sync where tenant_id = ?");
            rows.write(tenant.id(), """
                    insert into hold (tenant_id, sync_id, removals, held, sample) values (?, ?, 45000, 50000, '{}')
                    returning id""", sync);

            page(tenant)
                    .body(allOf(
                            containsString("Removals of Power users wait for a decision."),
                            containsString("45,000 removals are held back"),
                            containsString("/holds")));
        }

        @Test
        void isToldThatATenantIsSuspendedAndWhoCanEndIt() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            states.suspend(tenant.slug());

            page(tenant)
                    .body(allOf(
                            containsString("is suspended: nothing is taken from Heap"),
                            containsString("Support can enable it again")));
        }

        @Test
        void seesWhatWasAddedAndRemovedByDay() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            long sync = rows.write(tenant.id(), "select id from sync where tenant_id = ?");
            rows.write(tenant.id(), """
                    insert into run (tenant_id, sync_id, state, cause, adds, removes, finished_at)
                    values (?, ?, 'failed', 'heap', 1200, 34, now() - interval '2 days') returning id""", sync);

            page(tenant)
                    .body(allOf(
                            containsString("Added and removed in the last 14 days"),
                            containsString("1,200 added, 34 removed, 1 run, 1 failed"),
                            containsString("2,434 added"),
                            containsString("The figures, day by day")));
        }

        @Test
        void seesWhatRanSinceTheLastLook() {
            TenantSummary tenant = healthy("overview-viewer", Role.VIEWER);
            page(tenant).body(containsString("1,234 added"));
            long sync = rows.write(tenant.id(), "select id from sync where tenant_id = ?");
            rows.endRun(tenant.id(), rows.run(tenant.id(), sync, "running"));

            page(tenant).body(containsString("2,468 added"));
        }

        @Test
        void doesNotKnowAnotherTenant() {
            tenants.with("overview-viewer", Role.VIEWER);

            given().get("/t/{t}", tenants.enabled().slug()).then().statusCode(404);
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
