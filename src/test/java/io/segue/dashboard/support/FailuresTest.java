package io.segue.dashboard.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "support", roles = SignedIn.SUPPORT)
class FailuresTest {

    @Inject
    Failures failures;

    @Inject
    TestingTenants tenants;

    @Inject
    Tenants allTenants;

    @Inject
    TestingRows rows;

    private final String mark = "Reason " + Long.toString(System.nanoTime(), 36).replaceAll("[0-9]", "x");

    @Test
    void putsTheSameCauseOfSeveralTenantsIntoOneLine() {
        TenantSummary one = tenants.enabled();
        TenantSummary other = tenants.enabled();
        refuse(one, mark + ": its time is 412 seconds off");
        refuse(other, mark + ": its time is 9 seconds off");

        assertThat(failures.byCause())
                .filteredOn(failure -> failure.why().equals(mark))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.cause()).isEqualTo(Cause.HEAP_REFUSED);
                    assertThat(failure.tenants()).isEqualTo(2);
                    assertThat(failure.named())
                            .extracting(Failure.Named::slug)
                            .containsExactlyInAnyOrder(one.slug(), other.slug());
                });
        assertThat(given().get("/support/failures").asString())
                .contains("/support/tenants/" + one.slug(), "/support/tenants/" + other.slug());
    }

    @Test
    void leadsFromACauseToAllWhoHaveIt() {
        TenantSummary one = tenants.enabled();
        refuse(one, mark + ".");
        TenantSummary well = tenants.enabled();

        assertThat(given().queryParams("cause", "heap-refused", "why", mark)
                        .get("/support")
                        .asString())
                .contains("/support/tenants/" + one.slug(), mark)
                .doesNotContain("/support/tenants/" + well.slug());
    }

    @Test
    void tellsPipelinesEachCauseAndWhoHasIt() {
        TenantSummary one = tenants.enabled();
        refuse(one, mark + ".");
        failing(tenants.enabled(), "stopped", "credentials-refused");
        RequestSpecification api = TestingTenants.bearer(rows.supportToken());

        given(api)
                .get("/api/v1/failures")
                .then()
                .body("items.find { it.why == '" + mark + "' }.whoActs", equalTo("The customer"))
                .body("items.find { it.why == '" + mark + "' }.tenants", equalTo(1));
        Response first = given(api).get("/api/v1/failures?limit=1");
        first.then().body("items", hasSize(1));
        given(api)
                .get("/api/v1/failures?limit=1&cursor=" + first.path("next"))
                .then()
                .body("items", hasSize(1))
                .body("items[0]", not(equalTo(first.path("items[0]"))));
        given(api)
                .queryParams("cause", "heap-refused", "limit", 500)
                .get("/api/v1/tenants")
                .then()
                .body("items.slug", hasItem(one.slug()));
        given(api)
                .queryParams("cause", "heap-refused", "why", mark)
                .get("/api/v1/tenants")
                .then()
                .body("items.slug", contains(one.slug()))
                .body("items[0].failures[0].code", equalTo("heap-refused"));
    }

    @Test
    void knowsWhyASyncFails() {
        TenantSummary tenant = tenants.enabled();
        failing(tenant, "stopped", "credentials-refused");
        failing(tenant, "stopped", "credentials-refused");
        failing(tenant, "retrying", "unavailable");

        assertThat(of(tenant))
                .extracting(Failure::cause, Failure::count, Failure::isUrgent)
                .containsExactly(tuple(Cause.TOKEN_REFUSED, 2L, true), tuple(Cause.UNAVAILABLE, 1L, false));
    }

    @Test
    void countsDeliveriesThatCameToNothingAndRemovalsThatWait() {
        TenantSummary tenant = tenants.enabled();
        Stream.of("failed", "failed", "stale", "applied").forEach(verdict -> rows.delivery(tenant.id(), verdict, "A"));
        rows.hold(tenant.id(), failing(tenant, "ready", ""));

        assertThat(of(tenant))
                .extracting(Failure::cause, Failure::count)
                .containsExactlyInAnyOrder(
                        tuple(Cause.DELIVERY_FAILED, 2L), tuple(Cause.DELIVERY_STALE, 1L), tuple(Cause.HELD, 1L));
    }

    @Test
    void noticesThatHeapFellSilentWhereSomethingIsOn() {
        TenantSummary tenant = tenants.enabled();
        hook(tenant, "last_call_at = now() - interval '7 hours'");
        assertThat(of(tenant)).isEmpty();

        failing(tenant, "ready", "");

        assertThat(of(tenant)).extracting(Failure::cause).containsExactly(Cause.SILENCE);
    }

    @Test
    void forgetsARefusalOnceACallWasTaken() {
        TenantSummary tenant = tenants.enabled();
        refuse(tenant, mark);

        hook(tenant, "last_call_at = now() + interval '1 second'");

        assertThat(of(tenant)).isEmpty();
    }

    @Test
    void leavesOutWhoIsPausedOrSuspended() {
        TenantSummary paused = tenants.enabled();
        rows.write(
                paused.id(),
                "update sync set paused_at = now() where tenant_id = ? and id = ? returning id",
                failing(paused, "stopped", "not-found"));
        TenantSummary suspended = tenants.enabled();
        failing(suspended, "stopped", "not-found");
        allTenants.suspend(suspended.slug());

        assertThat(of(paused)).isEmpty();
        assertThat(of(suspended)).isEmpty();
    }

    private List<Failure> of(TenantSummary tenant) {
        Map<Long, List<Failure>> found = failures.of(Stream.of(tenant.id()));
        return found.getOrDefault(tenant.id(), List.of());
    }

    private long failing(TenantSummary tenant, String state, String code) {
        String name = Long.toString(System.nanoTime(), 36);
        long sync = rows.sync(
                tenant.id(), rows.segment(tenant.id(), name, name, 1), rows.connection(tenant.id(), name, true), state);
        return rows.write(
                tenant.id(),
                "update sync set failure_code = nullif('" + code + "', ''), failing_since = now()"
                        + " where tenant_id = ? and id = ? returning id",
                sync);
    }

    private void refuse(TenantSummary tenant, String reason) {
        hook(tenant, "last_refusal_at = now(), last_refusal = '" + reason + "'");
    }

    private void hook(TenantSummary tenant, String set) {
        rows.write(
                tenant.id(),
                "insert into hook (tenant_id) values (?) on conflict (tenant_id) do update set token_last_four = null returning 1");
        rows.write(tenant.id(), "update hook set " + set + " where tenant_id = ? returning 1");
    }
}
