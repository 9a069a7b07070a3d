package io.segue.sync.hold;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hold names the delivery that took most of those out who wait. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HoldCauseTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    HoldDesk desk;

    @Inject
    OpaqueIds ids;

    Ordered sync;

    @BeforeEach
    void fill() {
        sync = syncs.order(syncs.place(), "961");
        syncs.enter(sync, members(0, 1_000));
        syncs.run(sync);
    }

    @Test
    @TestSecurity(user = "cause-viewer")
    void isTheOneThatMostLeftWithHoweverManyJoinedWithAnother() {
        tenants.join(sync.tenant(), "cause-viewer", Role.VIEWER);
        syncs.leave(sync, members(0, 300));
        String most = latestDelivery();
        syncs.receive(sync, items(1_000, 2_000), items(900, 901));

        syncs.run(sync);

        assertThat(named()).isEqualTo(most);
        String page = "/t/" + syncs.one(sync, "select slug from tenant");
        given().get(page + "/holds")
                .then()
                .body(containsString("Most of it came with <a href=\"" + page + "/inbox/" + most + "\">"));
        given().get(page + "/inbox/" + most).then().statusCode(200);
    }

    @Test
    void isNotOneThatWasSentBeforeAnyoneWaited() {
        syncs.leave(sync, members(0, 150));
        syncs.run(sync);
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 0, hold_percent = 1");
        syncs.leave(sync, members(150, 170));
        String second = latestDelivery();

        syncs.run(sync);

        assertThat(named()).isEqualTo(second);
    }

    @Test
    void isTheLargestOnceTheWaveHasGrown() {
        syncs.leave(sync, members(0, 210));
        String first = latestDelivery();
        syncs.run(sync);
        assertThat(named()).isEqualTo(first);
        syncs.leave(sync, members(210, 220));
        syncs.run(sync);
        assertThat(named()).isEqualTo(first);
        syncs.leave(sync, members(220, 600));
        String largest = latestDelivery();

        syncs.run(sync);

        assertThat(named()).isEqualTo(largest);
    }

    private String named() {
        return desk.open(sync.tenant()).get(0).deliveryId().orElse("none");
    }

    private String latestDelivery() {
        return ids.encode("dlv", Long.parseLong(syncs.one(sync, "select max(id) from delivery")));
    }

    private static String[] members(int from, int to) {
        return IntStream.range(from, to).mapToObj("user-%04d"::formatted).toArray(String[]::new);
    }

    private static String items(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("{\"id\":\"user-%04d\"}"::formatted)
                .collect(Collectors.joining(","));
    }
}
