package io.segue.flags.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.engine.TestingWrites.Order;
import io.segue.platform.Database;
import io.segue.segment.block.Blocks;
import io.segue.tenant.trace.PersonTraces;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What writing flag values knows of a person goes with the person. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class WriteTracesTest {

    @Inject
    TestingWrites writes;

    @Inject
    Instance<PersonTraces> rooms;

    @Inject
    Blocks blocks;

    @Inject
    Database database;

    /** A run may have read who is known before somebody was erased. */
    @Test
    void bringsNobodyBackToHeapWhoIsErased() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        order.enter(order.segment("s"), "ann", "bob");
        long erasure =
                order.one("insert into erasure (tenant_id, requested_at, requested_by, reference, value_count, next_at,"
                        + " heap) values (" + order.tenant + ", now(), 'a test', '', 1, now(), 'no') returning id");
        database.doInTenant(order.tenant, c -> blocks.block(c, order.tenant, erasure, List.of("ann")));

        order.run();

        assertThat(order.heap.users()).containsOnlyKeys("bob");
        assertThat(order.one("select count(*) from flag_written")).isEqualTo(1);
        assertThat(order.one("select count(*) from flag_open_batch")).isZero();
    }

    @Test
    void forgetsWhoWasToldToHeapAndWhoWasRefused() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        order.enter(order.segment("s"), "ann", "bob", "cyd");
        order.heap.failBefore(
                users -> users.stream().anyMatch(user -> user.identity().equals("bob"))
                        ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "Heap says: bob is no user, bobby is"))
                        : Optional.empty());
        order.run();
        assertThat(order.refused()).hasSize(1);

        rooms.forEach(room -> room.forget(order.tenant, Set.of("ann", "bob")));

        assertThat(order.one("select count(*) from flag_written where identity in ('ann', 'bob')"))
                .isZero();
        assertThat(order.one("select count(*) from flag_written where identity = 'cyd'"))
                .isEqualTo(1);
        assertThat(order.refused()).isEmpty();
        assertThat(order.one("select count(*) from flag_call where message ~ '(^|\\W)bob(\\W|$)'"))
                .isZero();
        assertThat(order.one("select count(*) from flag_call where message like '%(erased) is no user, bobby is%'"))
                .isPositive();
    }
}
