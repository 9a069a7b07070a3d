package io.segue.sync.pace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.RunCause;
import io.segue.sync.Syncs;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import io.segue.sync.claim.Claim;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a connection, or LaunchDarkly as a whole, does not answer, one run looks and the others wait for what it finds. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class CircuitsTest {

    private static final VendorFailure AWAY = VendorFailure.of(Kind.UNAVAILABLE, 503, "LaunchDarkly is away.");

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Syncs orders;

    @Inject
    Circuits circuits;

    @Inject
    Turnstile turnstile;

    @Inject
    Connections connections;

    @Inject
    Database database;

    @Inject
    OpaqueIds ids;

    @Inject
    TestingTenants tenants;

    @AfterEach
    void letTheTargetWork() {
        target.work();
        turnstile.answered();
    }

    @Test
    void ofManySyncsOneLooksAndTheOthersFollowWhenItIsTaken() {
        List<Ordered> all = ordered(syncs.place(), 6);
        fail(all.get(0));
        target.failBefore(batch -> Optional.of(AWAY));

        startByHeap(all);
        await().until(() -> count(all, "state = 'retrying'") == all.size());
        assertThat(calls(all)).isZero();

        lookAgain(all);
        await().until(() -> calls(all) == 1 && count(all, "lease_until > now()") == 0);
        assertThat(count(all, "state = 'retrying' and failure_code = 'unavailable'"))
                .isEqualTo(all.size());

        target.work();
        lookAgain(all);
        awaitHeld(all);
        assertThat(syncs.one(all.get(0), "select count(*) from circuit")).isEqualTo("0");
    }

    @Test
    void aPersonWhoAsksGetsALookAtOnce() {
        List<Ordered> all = ordered(syncs.place(), 1);
        fail(all.get(0));

        syncs.run(all.get(0));

        awaitHeld(all);
    }

    @Test
    void aRefusedTokenIsTriedByOneSyncUntilItIsReplaced() {
        Place place = syncs.place();
        List<Ordered> all = ordered(place, 4);
        target.failBefore(batch ->
                Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "LaunchDarkly refused the token.")));
        syncs.run(all.get(0));

        startByHeap(all);
        await().until(() -> count(all, "state = 'stopped' and failure_code = 'credentials-refused'") == all.size());
        assertThat(calls(all)).isEqualTo(1);
        // Each has been put off once, and waits: nobody asks again and again.
        assertThat(count(all, "next_run_at > now() + interval '10 minutes'")).isEqualTo(all.size());

        target.work();
        connections.replaceToken(place.tenant(), ids.encode("con", place.connection()), "api-another-token-1234", "x");
        awaitHeld(all);
    }

    @Test
    @TestSecurity(user = "circuit-viewer")
    void theConnectionsPageTellsSinceWhenAndWhenItIsLookedAt() {
        Ordered one = ordered(syncs.place(), 1).get(0);
        tenants.join(one.tenant(), "circuit-viewer", Role.VIEWER);
        fail(one);

        given().get("/t/" + syncs.one(one, "select slug from tenant") + "/connections/"
                        + ids.encode("con", one.place().connection()))
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("LaunchDarkly takes nothing of this connection; that began"),
                        containsString("LaunchDarkly is away.")));
    }

    @Test
    void whenManyConnectionsFailAndNoneIsAnsweredOneRunLooksForAll() {
        List<Ordered> all = new ArrayList<>();
        for (int i = 0; i < 2 * Instance.CONNECTIONS; i++) {
            all.addAll(ordered(syncs.place(), 1));
        }
        silence();
        all.subList(0, Instance.CONNECTIONS).forEach(this::fail);
        turnstile.failed(false);
        worker(
                "update instance set open_until = now() + interval '1 hour' where failing_since is not null returning 1");
        turnstile.failed(false);
        target.failBefore(batch -> Optional.of(AWAY));
        List<Ordered> others = all.subList(Instance.CONNECTIONS, all.size());

        startByHeap(others);
        await().until(() -> others.stream().allMatch(one -> count(List.of(one), "state = 'retrying'") == 1));
        assertThat(calls(others)).isZero();

        worker("update instance set open_until = now() where failing_since is not null returning 1");
        await().until(() -> {
            // A node knows for a second what it read last.
            lookAgain(others);
            return calls(others) > 0;
        });
        assertThat(calls(others)).isEqualTo(1);

        target.work();
        await().until(() -> {
            worker("update instance set open_until = now() where failing_since is not null returning 1");
            lookAgain(others);
            return others.stream().allMatch(one -> !held(one).isEmpty());
        });
        assertThat(turnstile.outage()).isEmpty();
    }

    /** Who looked in vain has a circuit that is open for many minutes yet. */
    @Test
    void whenLaunchDarklyIsBackNobodyWaitsForTheirOwnCircuit() {
        List<Ordered> all = new ArrayList<>();
        for (int i = 0; i < Instance.CONNECTIONS; i++) {
            all.addAll(ordered(syncs.place(), 1));
        }
        silence();
        all.forEach(this::fail);
        turnstile.failed(false);
        assertThat(turnstile.outage()).isPresent();
        startByHeap(all);
        await().until(() -> all.stream().allMatch(one -> count(List.of(one), "state = 'retrying'") == 1));
        assertThat(calls(all)).isZero();

        turnstile.answered();
        all.forEach(one -> syncs.sql(one.tenant(), "update sync set next_run_at = now()"));
        syncs.lookForDue();

        awaitHeld(all);
    }

    @Test
    void aFewFailingConnectionsAreTheirOwnFault() {
        silence();
        for (int i = 1; i < Instance.CONNECTIONS; i++) {
            fail(ordered(syncs.place(), 1).get(0));
            turnstile.failed(false);
            // Nor is it everybody's when one of them looks again in vain.
            turnstile.failed(true);
        }

        assertThat(turnstile.mayCall()).isTrue();
        assertThat(worker("select count(*)::int from instance where failing_since is not null"))
                .isZero();
    }

    private List<Ordered> ordered(Place place, int many) {
        List<Ordered> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Ordered one = syncs.order(place, "61" + i);
            syncs.enter(one, "ann");
            all.add(one);
        }
        return all;
    }

    /** As a run of this connection ends that got no answer. */
    private void fail(Ordered one) {
        circuits.failed(
                new Claim(one.tenant(), one.sync(), one.segment(), one.place().connection(), 1), AWAY, 12, false, 1);
        syncs.sql(one.tenant(), "update circuit set open_until = now() + interval '1 hour'");
    }

    private void startByHeap(List<Ordered> all) {
        all.forEach(one -> orders.startRun(one.tenant(), one.sync(), RunCause.HEAP, "Heap"));
    }

    private void lookAgain(List<Ordered> all) {
        all.stream()
                .collect(Collectors.toMap(Ordered::tenant, one -> one, (one, other) -> one))
                .values()
                .forEach(syncs::letTimePass);
    }

    /** Nobody was answered for a while, and nobody else failed. */
    private void silence() {
        turnstile.outage();
        worker("select 1");
        worker("update instance set answered_at = now() - interval '1 hour' returning 1");
        database.as(
                        Database.Role.WORKER,
                        worker -> new Select("select distinct tenant_id from circuit")
                                .list(worker, row -> row.getLong(1)))
                .forEach(tenant -> syncs.sql(tenant, "delete from circuit"));
    }

    private int worker(String sql) {
        return database.as(
                Database.Role.WORKER,
                worker -> new Select(sql).first(worker, row -> row.getInt(1)).orElse(0));
    }

    private long calls(List<Ordered> all) {
        return all.stream()
                .map(one -> one.place().clientSideId())
                .distinct()
                .mapToLong(place -> target.calls(place).size())
                .sum();
    }

    private long count(List<Ordered> all, String condition) {
        return Long.parseLong(syncs.one(all.get(0), "select count(*) from sync where " + condition));
    }

    private void awaitHeld(List<Ordered> all) {
        await().untilAsserted(() ->
                assertThat(all).allSatisfy(one -> assertThat(held(one)).containsExactly("ann")));
    }

    private Set<String> held(Ordered one) {
        return target.held(one.place().clientSideId(), one.heapId());
    }
}
