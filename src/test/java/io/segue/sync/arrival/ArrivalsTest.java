package io.segue.sync.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.Connections;
import io.segue.platform.OpaqueIds;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import io.segue.sync.Syncs;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments that Heap sends for the first time go to LaunchDarkly by themselves where that is wanted, and nowhere else. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ArrivalsTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingRows rows;

    @Inject
    ArrivalRules rules;

    @Inject
    Syncs orders;

    @Inject
    Connections connections;

    @Inject
    OpaqueIds ids;

    Place place;

    @BeforeEach
    void connect() {
        place = syncs.place();
    }

    @Test
    void goesToLaunchDarklyAsSoonAsHeapHasSentItWhole() {
        turnOn("id");

        Ordered fresh = fresh(place, "711");
        syncs.enter(fresh, "ann", "bob");

        await().untilAsserted(() ->
                assertThat(target.held(place.clientSideId(), "711")).containsExactlyInAnyOrder("ann", "bob"));
        assertThat(order(fresh)).isEqualTo("recurring 5400 true by default, keyed by id");
        assertThat(rows.texts(place.tenant(), "select cause from run where tenant_id = ?"))
                .containsExactly("first");
        assertThat(rows.audit(place.tenant()))
                .contains("Segue ordered a sync: after: recurring every 90 minutes, following Heap, keyed by id; new"
                        + " segments are turned on by default");
    }

    @Test
    void staysOffWhenItWasThereBefore() {
        Ordered there = fresh(place, "712");
        syncs.enter(there, "ann");
        awaitMembers(there, 1);
        turnOn("id");

        syncs.enter(there, "bob");
        awaitMembers(there, 2);

        assertThat(order(there)).isEmpty();
        assertThat(rules.awaits(place.tenant(), number(there))).isFalse();
    }

    @Test
    void staysOffWhereAnotherTenantWantsItOn() {
        turnOn("id");
        Ordered elsewhere = fresh(syncs.place(), "713");

        syncs.enter(elsewhere, "ann");
        awaitMembers(elsewhere, 1);

        assertThat(order(elsewhere)).isEmpty();
        assertThat(rules.ofTenant(elsewhere.tenant()).rule()).isEmpty();
    }

    @Test
    void staysOffOnceSomebodyTurnedItOff() {
        turnOn("id");
        Ordered fresh = fresh(place, "714");
        syncs.enter(fresh, "ann");
        await().until(() -> !order(fresh).isEmpty());
        orders.order(
                place.tenant(),
                number(fresh),
                new SyncOrder(place.connection(), Mode.OFF, Duration.ofHours(4), true, Optional.empty()),
                "eve");

        syncs.enter(fresh, "bob");
        awaitMembers(fresh, 2);

        assertThat(order(fresh)).isEqualTo("off 14400 true by hand, keyed by id");
    }

    @Test
    void waitsForAMemberThatHasTheKeyField() {
        turnOn("email");
        Ordered fresh = fresh(place, "715");
        syncs.enter(fresh, "ann");
        awaitMembers(fresh, 1);
        assertThat(order(fresh)).isEmpty();
        assertThat(rules.awaits(place.tenant(), number(fresh))).isTrue();

        syncs.receive(fresh, "{\"id\":\"bob\",\"email\":\"bob@example.com\"}", "");

        await().untilAsserted(() ->
                assertThat(target.held(place.clientSideId(), "715")).containsExactly("bob@example.com"));
        assertThat(rules.awaits(place.tenant(), number(fresh))).isFalse();
    }

    @Test
    void staysOffWithoutItsConnectionAndIsNotTurnedOnForTheNextOne() {
        turnOn("id");
        connections.remove(place.tenant(), ids.encode("con", place.connection()), "eve");

        Ordered fresh = fresh(place, "716");
        syncs.enter(fresh, "ann");
        awaitMembers(fresh, 1);
        Place next = syncs.place(place.tenant(), "api-next");
        rules.set(next.tenant(), Optional.of(rule(next.connection(), "id")), "eve");
        syncs.enter(fresh, "bob");
        awaitMembers(fresh, 2);

        assertThat(order(fresh)).isEmpty();
        assertThat(rows.audit(place.tenant())).anyMatch(line -> line.endsWith("; the connection was removed"));
    }

    @Test
    void goesNowhereThatIsAnotherTenants() {
        ArrivalRule foreign = rule(syncs.place().connection(), "id");

        assertThatThrownBy(() -> rules.set(place.tenant(), Optional.of(foreign), "eve"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("this connection");
    }

    private void turnOn(String keyField) {
        rules.set(place.tenant(), Optional.of(rule(place.connection(), keyField)), "eve");
    }

    private static ArrivalRule rule(long connection, String keyField) {
        return new ArrivalRule(connection, keyField, Duration.ofMinutes(90), true);
    }

    /** One that is not there yet. */
    private static Ordered fresh(Place place, String heapId) {
        return new Ordered(place, 0, heapId, 0);
    }

    private String order(Ordered of) {
        return syncs.one(of, """
                select y.mode || ' ' || y.interval_seconds || ' ' || y.follow_heap
                       || case when y.by_default then ' by default' else ' by hand' end || ', keyed by ' || s.key_field
                  from sync y join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                 where s.heap_id = '%s'""".formatted(of.heapId()));
    }

    private long number(Ordered of) {
        return Long.parseLong(syncs.one(of, "select id from segment where heap_id = '" + of.heapId() + "'"));
    }

    private void awaitMembers(Ordered of, int members) {
        await().until(() -> syncs.one(of, "select member_count from segment where heap_id = '" + of.heapId() + "'")
                .equals(Integer.toString(members)));
    }
}
