package io.segue.flags.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.flags.engine.TestingWrites.Order;
import io.segue.flags.write.WriteMode;
import io.segue.platform.Database;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may write for an order, and until when. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class WriteClaimsTest {

    private static final int MANY = 1_000;

    @Inject
    TestingWrites writes;

    @Inject
    WriteClaims claims;

    @Inject
    Database database;

    @Test
    void takesWhatIsDueOnce() {
        Order order = due();

        assertThat(claimed(order, Set.of())).singleElement().satisfies(claim -> {
            assertThat(claim.connection()).isEqualTo(order.connection.number());
            assertThat(claim.fence()).isPositive();
        });
        assertThat(claimed(order, Set.of())).isEmpty();
    }

    @Test
    void takesOverWhenALeaseIsUpAndTheOneBeforeFindsOut() {
        Order order = due();
        WriteClaim lost = claimed(order, Set.of()).get(0);
        order.one("update flag_write set lease_until = now() - interval '1 second' returning 1");

        WriteClaim taken = claimed(order, Set.of()).get(0);

        assertThat(taken.fence()).isGreaterThan(lost.fence());
        assertThatThrownBy(() -> database.inTenant(order.tenant, connection -> claims.renew(connection, lost)))
                .isInstanceOf(LeaseLostException.class);
        assertThat(database.<Boolean>inTenant(order.tenant, connection -> claims.renew(connection, taken)))
                .isTrue();
    }

    @Test
    void leavesWhatIsOffOrNotDueOrOfATenantThatIsBusyOrSuspended() {
        Order off = due();
        off.order(WriteMode.OFF);
        longAgo(off);
        Order later = due();
        later.one("update flag_write set next_run_at = now() + interval '1 minute' returning 1");
        Order busy = due();
        Order suspended = due();
        suspended.one("update tenant set state = 'suspended' where id = " + suspended.tenant + " returning 1");

        assertThat(claims.claim(MANY, Set.of(busy.tenant)))
                .extracting(WriteClaim::tenant)
                .doesNotContain(off.tenant, later.tenant, busy.tenant, suspended.tenant);
    }

    @Test
    void aLostRunEndsWhenItsOrderIsTurnedOffAfterItsLease() {
        Order order = due();
        lose(claimed(order, Set.of()).get(0));
        order.one("update flag_write set lease_until = now() - interval '1 second' returning 1");

        order.order(WriteMode.OFF);

        assertThat(order.last().state()).isEqualTo("cancelled");
        assertThat(claimed(order, Set.of())).isEmpty();
    }

    @Test
    void aLostRunOfAnOrderThatIsTurnedOffBeforeItsLeaseIsUpIsEndedByWhoTakesOver() {
        Order order = due();
        order.enter(order.segment("s"), "ann");
        lose(claimed(order, Set.of()).get(0));
        order.order(WriteMode.OFF);
        assertThat(order.last().state()).isEqualTo("running");
        order.one("update flag_write set lease_until = now() - interval '1 second', next_run_at = next_run_at"
                + " - interval '10 years' returning 1");

        order.runner(Map.of()).run(claimed(order, Set.of()).get(0));

        assertThat(order.last().state()).isEqualTo("cancelled");
        assertThat(order.heap.calls()).isEmpty();
        assertThat(claimed(order, Set.of())).isEmpty();
        assertThat(order.one("select count(*) from flag_write where next_run_at is null and lease_until is null"))
                .isEqualTo(1);
    }

    @Test
    void aLostRunIsNotGoneOnWithWhenItsOrderWasTurnedOffAndOnAgain() {
        Order order = due();
        lose(claimed(order, Set.of()).get(0));
        String lost = order.last().id();
        order.order(WriteMode.OFF);
        order.order(WriteMode.RECURRING);
        order.one("update flag_write set lease_until = now() - interval '1 second' returning 1");
        longAgo(order);

        order.runner(Map.of()).run(claimed(order, Set.of()).get(0));

        assertThat(order.last().id()).isNotEqualTo(lost);
        assertThat(order.last().state()).isEqualTo("succeeded");
        assertThat(order.one("select count(*) from flag_run where state = 'cancelled'"))
                .isEqualTo(1);
    }

    /** As a node that begins its run, and is killed. */
    private void lose(WriteClaim claim) {
        database.inTenant(claim.tenant(), connection -> new WriteLog(claim).begin(connection));
    }

    private Order due() {
        Order order = writes.order("a");
        longAgo(order);
        return order;
    }

    private static void longAgo(Order order) {
        order.one("update flag_write set next_run_at = now() - interval '10 years' returning 1");
    }

    private List<WriteClaim> claimed(Order order, Set<Long> busy) {
        return claims.claim(MANY, busy).stream()
                .filter(claim -> claim.tenant() == order.tenant)
                .toList();
    }
}
