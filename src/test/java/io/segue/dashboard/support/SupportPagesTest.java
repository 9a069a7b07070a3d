package io.segue.dashboard.support;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.tenant.NewTenant;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantState;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SupportPagesTest {

    @Inject
    TestingTenants made;

    @Inject
    Tenants tenants;

    @Inject
    TestingRows rows;

    @Nested
    @DisplayName("As support")
    @TestSecurity(user = "support", roles = SignedIn.SUPPORT)
    class AsSupport {

        @Test
        void createsATenant() {
            String slug = "s-" + Long.toString(System.nanoTime(), 36);

            post("/support/new", "/support", Map.of("slug", slug, "name", "Initech"))
                    .then()
                    .statusCode(303)
                    .header("Location", endsWith("/support/tenants/" + slug));

            assertThat(tenants.get(slug).state()).isEqualTo(TenantState.REQUESTED);
        }

        @Test
        void enablesATenantAndIsShownItsWebhookUrlOnce() {
            String page = "/support/tenants/" + made.requested().slug();

            post(page, page + "/enable", Map.of())
                    .then()
                    .statusCode(200)
                    .body(allOf(containsString("/hooks/heap/"), containsString("Tenant &lt;i&gt;")));
            given().get(page).then().body(not(containsString("/hooks/heap/")));
        }

        @Test
        void suspendsATenantAndEnablesItAgain() {
            TenantSummary tenant = made.enabled();
            String page = "/support/tenants/" + tenant.slug();

            post(page, page + "/suspend", Map.of()).then().statusCode(400);
            post(page, page + "/suspend", Map.of("reason", "unpaid")).then().statusCode(303);
            assertThat(tenants.get(tenant.slug()).state()).isEqualTo(TenantState.SUSPENDED);

            post(page, page + "/enable", Map.of()).then().statusCode(not(400));
            assertThat(tenants.get(tenant.slug()).state()).isEqualTo(TenantState.ENABLED);
            assertThat(rows.audit(tenant.id()))
                    .contains(
                            "support (support) suspended the tenant: before: enabled; after: suspended; because: unpaid",
                            "support (support) enabled the tenant: before: suspended; after: enabled");
        }

        @Test
        void invitesAnOwner() {
            String page = "/support/tenants/" + made.enabled().slug();

            post(page, page + "/owners", Map.of("email", "owner@example.com"))
                    .then()
                    .statusCode(303);
            assertThat(given().get(page).asString()).contains("owner@example.com", "has not signed in yet");
            post(page, page + "/owners", Map.of("email", "no address")).then().statusCode(400);
        }

        @Test
        void changesTheSignatureWindow() {
            String slug = made.enabled().slug();
            String page = "/support/tenants/" + slug;

            post(page, page + "/window", Map.of("seconds", "45")).then().statusCode(303);
            post(page, page + "/window", Map.of("seconds", "1000")).then().statusCode(400);

            assertThat(tenants.get(slug).signatureWindowSeconds()).isEqualTo(45);
            given().get(page).then().body(containsString("45 seconds"));
        }

        @Test
        void putsThoseWhoWaitFirstThenThoseWhoFail() {
            String mark = "need-" + Long.toString(System.nanoTime(), 36);
            named(mark + " b well", true);
            TenantSummary failing = named(mark + " c failing", true);
            TenantSummary suspended = named(mark + " a suspended", true);
            for (TenantSummary tenant : List.of(failing, suspended)) {
                long segment = rows.segment(tenant.id(), "h", "Power users", 1);
                rows.sync(tenant.id(), segment, rows.connection(tenant.id(), "Test", true), "stopped");
            }
            tenants.suspend(suspended.slug());
            named(mark + " d waiting", false);
            named(mark + " a waiting later", false);

            assertThat(given().get("/support?search={s}", mark).asString())
                    .containsSubsequence(
                            "d waiting",
                            "a waiting later",
                            "c failing",
                            "refused the access token",
                            "a suspended",
                            "b well");
        }

        @Test
        void listsThemForPipelinesByNeedOrByName() {
            String mark = "api-" + Long.toString(System.nanoTime(), 36);
            named(mark + " b well", true);
            TenantSummary failing = named(mark + " c failing", true);
            long segment = rows.segment(failing.id(), "h", "Power users", 1);
            rows.sync(failing.id(), segment, rows.connection(failing.id(), "Test", true), "stopped");
            named(mark + " d waiting", false);

            assertThat(listed(mark, "sort=need&limit=2"))
                    .containsExactly(mark + " d waiting", mark + " c failing", mark + " b well");
            assertThat(listed(mark, "limit=1"))
                    .containsExactly(mark + " b well", mark + " c failing", mark + " d waiting");
            assertThat(listed(mark, "need=failing")).containsExactly(mark + " c failing");
            assertThat(listed(mark, "state=requested")).containsExactly(mark + " d waiting");
            assertThat(listed(mark, "need=enabled")).containsExactly(mark + " b well", mark + " c failing");
            for (String wrong : List.of("need=odd", "state=failing", "sort=odd")) {
                api().get("/api/v1/tenants?" + wrong).then().statusCode(400);
            }
        }

        @Test
        void seesHowOneTenantIsDoingAndLeavesATraceOfTheLook() {
            TenantSummary tenant = made.enabled();
            rows.person(tenant.id(), "Eve");
            long segment = rows.segment(tenant.id(), "h", "Power users", 1);
            rows.sync(tenant.id(), segment, rows.connection(tenant.id(), "Test", true), "stopped");

            api().get("/api/v1/tenants/" + tenant.slug() + "/standing")
                    .then()
                    .statusCode(200)
                    .body("tenant.segments", equalTo(1))
                    .body("tenant.syncsFailing", equalTo(1))
                    .body("tenant.failures[0].urgent", equalTo(true))
                    .body("people.who", hasItem(containsString("Eve")));

            assertThat(rows.audit(tenant.id()))
                    .anyMatch(entry -> entry.contains("opened support’s page of the tenant"));
        }

        private List<String> listed(String mark, String query) {
            List<String> names = new ArrayList<>();
            String cursor = "";
            while (cursor != null) {
                JsonPath piece = api().get("/api/v1/tenants?search=" + mark + "&cursor=" + cursor + "&" + query)
                        .jsonPath();
                names.addAll(piece.getList("items.name"));
                cursor = piece.getString("next");
            }
            return names;
        }

        private RequestSpecification api() {
            return TestingTenants.bearer(rows.supportToken());
        }

        @Test
        void findsTenantsByNameAndShortName() {
            TenantSummary one = made.requested();
            TenantSummary other = made.requested();
            String known = one.slug().substring(2);

            for (String search : List.of(known, known.toUpperCase(Locale.ROOT), "Tenant <i>" + one.slug())) {
                assertThat(given().get("/support?search={s}", search).asString())
                        .contains("/support/tenants/" + one.slug())
                        .doesNotContain("/support/tenants/" + other.slug());
            }
            given().get("/support?search={s}", "no-such-" + known).then().body(containsString("No tenant has"));
        }

        @Test
        void leadsFromPageToPage() {
            String mark = "many-" + Long.toString(System.nanoTime(), 36);
            for (int i = 10; i < 61; i++) {
                named(mark + " " + i, true);
            }

            assertThat(given().get("/support?search={s}", mark).asString())
                    .contains(mark + " 59", "page=2&amp;search=" + mark, "1 to 50 of 51")
                    .doesNotContain(mark + " 60");
            assertThat(given().get("/support?search={s}&page=2", mark).asString())
                    .contains(mark + " 60", "51 to 51 of 51")
                    .doesNotContain(mark + " 59");
            given().get("/support?search={s}&page=3", mark).then().body(containsString("There is no page 3"));
        }

        @Test
        void showsWhomToTalkToAndWhy() {
            String slug = "s-" + Long.toString(System.nanoTime(), 36);
            tenants.create(new NewTenant(
                    slug, "Initech", Optional.of("peter@initech.test"), Optional.of("TPS <b>reports</b>")));

            given().get("/support?search={s}", slug)
                    .then()
                    .body(allOf(
                            containsString("peter@initech.test"), containsString("TPS &lt;b&gt;reports&lt;/b&gt;")));
        }

        private TenantSummary named(String name, boolean isEnabled) {
            String slug = name.replace(' ', '-');
            TenantSummary tenant = tenants.create(new NewTenant(slug, name, Optional.empty(), Optional.empty()));
            return isEnabled ? tenants.enable(slug) : tenant;
        }
    }

    @Test
    @TestSecurity(user = "someone")
    void isClosedToEveryoneElse() {
        given().accept("text/html").get("/support").then().statusCode(403).body(containsString("Not allowed"));
    }
}
