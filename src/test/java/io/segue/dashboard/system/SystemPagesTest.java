package io.segue.dashboard.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.dashboard.system.SystemView.Versions;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.platform.node.NodeCheckIns;
import io.segue.platform.node.ThisNode;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "support", roles = SignedIn.SUPPORT)
class SystemPagesTest {

    @Inject
    SystemViews views;

    @Inject
    NodeCheckIns checkIns;

    @Inject
    ThisNode thisNode;

    @Inject
    Database database;

    @Inject
    TestingTenants tenants;

    @Inject
    Tenants allTenants;

    @Inject
    TestingRows rows;

    private final String other = "node-" + System.nanoTime();

    @AfterEach
    void takeTheOtherNodeAway() {
        inWorkersRole("delete from node where id = ? returning 1", other);
    }

    @Test
    void tellsOfEveryNodeThatSharesTheDatabase() {
        checkIns.checkIn();
        another("now()");

        List<Node> nodes = views.now().nodes();

        assertThat(nodes).filteredOn(Node::isHere).extracting(Node::host).contains(thisNode.host(), other);
        assertThat(nodes).filteredOn(Node::isThis).singleElement().satisfies(node -> {
            assertThat(node.version()).isEqualTo(thisNode.version());
            assertThat(node.clock()).isEqualTo("agrees");
        });
        assertThat(given().get("/support/system").asString()).contains(other, thisNode.host(), "made this page");
    }

    @Test
    void missesANodeThatDidNotSayThatItGoes() {
        another("now() - interval '1 minute'");

        assertThat(given().get("/support/system").asString()).contains("Nothing is heard from " + other);
    }

    @Test
    void forgetsANodeThatIsGoneForADay() {
        another("now() - interval '25 hours'");

        checkIns.checkIn();

        assertThat(views.now().nodes()).extracting(Node::host).doesNotContain(other);
    }

    @Test
    void countsTheRunsThatANodeHolds() {
        another("now()");
        TenantSummary tenant = tenants.enabled();
        long sync = sync(tenant);
        rows.write(
                tenant.id(),
                "update sync set lease_owner = '" + other + "', lease_until = now() + interval '1 minute'"
                        + " where tenant_id = ? and id = ? returning id",
                sync);

        assertThat(views.now().nodes())
                .filteredOn(node -> node.host().equals(other))
                .extracting(Node::runs)
                .containsExactly(1L);
    }

    @Test
    void countsWhatWaitsAndHowLong() {
        Queue before = views.now().queue();
        TenantSummary tenant = tenants.enabled();
        long delivery = rows.delivery(tenant.id(), "waiting", "Power users");
        rows.write(
                tenant.id(),
                "update delivery set received_at = now() - interval '2 minutes' where tenant_id = ? and id = ? returning id",
                delivery);
        try {
            SystemView view = views.now();

            assertThat(view.queue().deliveries()).isGreaterThan(before.deliveries());
            assertThat(view.queue().oldestDelivery()).isPresent();
            assertThat(view.troubles()).extracting(Trouble::title).contains("Deliveries wait to be applied");
        } finally {
            rows.write(tenant.id(), "delete from delivery where tenant_id = ? and id = ? returning id", delivery);
        }
    }

    @Test
    void reckonsTheLagFromHeapsCallOnUntilItIsApplied() {
        TenantSummary tenant = tenants.enabled();
        long delivery = rows.delivery(tenant.id(), "applied", "Power users");
        rows.write(
                tenant.id(),
                "update delivery set applied_at = received_at + interval '100 seconds' where tenant_id = ? and id = ? returning id",
                delivery);

        Queue queue = views.now().queue();

        assertThat(queue.applied()).isPositive();
        assertThat(queue.most()).hasValueSatisfying(most -> assertThat(most).isPositive());
    }

    @Test
    void leavesOutTheDueSyncsOfWhoIsSuspended() {
        TenantSummary tenant = tenants.enabled();
        allTenants.suspend(tenant.slug());
        long before = views.now().queue().due();
        rows.write(
                tenant.id(),
                "update sync set next_run_at = now() - interval '1 hour' where tenant_id = ? and id = ? returning id",
                sync(tenant));

        assertThat(views.now().queue().due()).isLessThanOrEqualTo(before);
    }

    @Test
    void showsQuartzsSchedulesAndTheVersions() {
        SystemView view = views.now();

        assertThat(view.schedules())
                .allSatisfy(schedule -> assertThat(schedule.purpose())
                        .as("what %s is for", schedule.name())
                        .isNotEqualTo(schedule.name().replace('-', ' ')));
        assertThat(view.schedules())
                .filteredOn(schedule -> schedule.name().equals("old-sessions"))
                .singleElement()
                .satisfies(schedule -> {
                    assertThat(schedule.everySeconds()).isEqualTo(3600);
                    assertThat(schedule.nextAt()).isPresent();
                    assertThat(schedule.isBroken()).isFalse();
                });
        Versions versions = view.versions();
        assertThat(versions.database()).startsWith("18");
        assertThat(Integer.parseInt(versions.schema())).isGreaterThan(40);
    }

    private long sync(TenantSummary tenant) {
        return rows.sync(
                tenant.id(),
                rows.segment(tenant.id(), "h", "Power users", 1),
                rows.connection(tenant.id(), "Production", true),
                "ready");
    }

    private void another(String seenAt) {
        inWorkersRole("""
                insert into node (id, host, version, java, started_at, seen_at, clock_ahead_millis)
                values (?, ?, '0.1', '17', now(), SEEN, 0) returning 1""".replace("SEEN", seenAt), other, other);
    }

    private void inWorkersRole(String sql, Object... values) {
        database.as(Database.Role.WORKER, connection -> new Select(sql, values).list(connection, row -> true));
    }
}
