package io.segue.sync.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may be removed may be removed once, also when the run that was to do it broke off. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PermissionTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    HoldDesk desk;

    Ordered sync;

    @BeforeEach
    void fill() {
        sync = syncs.order(syncs.place(), "902");
        syncs.enter(sync, members(0, 1_000));
        syncs.run(sync);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void whatABrokenRunWasAllowedIsPartOfWhatTheNextOneMayRemove() {
        syncs.leave(sync, members(0, 150));
        refused(() -> syncs.run(sync));

        syncs.leave(sync, members(150, 250));
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(850).contains("user-0150");
        assertThat(hold()).isEqualTo("open 100");
    }

    @Test
    void whatABrokenRunWasAllowedUsesAnApprovalUp() {
        syncs.leave(sync, members(0, 400));
        syncs.run(sync);
        refused(() -> {
            desk.approve(sync.tenant(), Long.parseLong(syncs.one(sync, "select id from hold")), 400, "eve");
            syncs.awaitQuiet(sync);
        });

        syncs.leave(sync, members(400, 800));
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(600).contains("user-0400");
        assertThat(hold()).isEqualTo("open 400");
    }

    /** LaunchDarkly refuses both runs: what the page shows then is for all that is still to go. */
    @Test
    void theNumberThatIsShownIsEnoughForWhatABrokenRunWasAllowedAsWell() {
        syncs.leave(sync, members(0, 150));
        refused(() -> syncs.run(sync));
        syncs.leave(sync, members(150, 250));
        refused(() -> syncs.run(sync));
        assertThat(hold()).isEqualTo("open 250");

        desk.approve(sync.tenant(), Long.parseLong(syncs.one(sync, "select id from hold")), 250, "eve");
        syncs.letTimePass(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(750);
        assertThat(syncs.one(sync, "select string_agg(state, ' ') from hold")).isEqualTo("done");
    }

    @Test
    void anotherKeyFieldAsksForNoWordAlsoWhenTheRunBeforeBrokeOff() {
        Ordered other = syncs.order(sync.place(), "904");
        syncs.receive(
                other,
                IntStream.range(0, 3_000)
                        .mapToObj(n -> "{\"id\":\"u%d\",\"email\":\"m%d\"}".formatted(n, n))
                        .collect(Collectors.joining(",")),
                "");
        AtomicInteger calls = new AtomicInteger();
        target.failBefore(
                sync.place().clientSideId(),
                batch -> calls.incrementAndGet() == 1
                        ? Optional.empty()
                        : Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "refused")));
        syncs.run(other);
        target.work(sync.place().clientSideId());

        syncs.keyBy(other, "email");
        syncs.run(other);

        assertThat(target.held(sync.place().clientSideId(), "904"))
                .hasSize(3_000)
                .allMatch(key -> key.startsWith("m"));
    }

    @Test
    void whatABrokenRunWasAllowedIsNotWhenTheRuleHasChanged() {
        syncs.leave(sync, members(0, 150));
        refused(() -> syncs.run(sync));
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 0, hold_percent = 0");

        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(1_000);
        assertThat(hold()).isEqualTo("open 150");
    }

    /** Two who leave had the same key, one of them under an address that Heap told anew just before. */
    @Test
    void aKeyThatTwoLeaveIsOneRemoval() {
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 1, hold_percent = 0");
        Ordered shared = syncs.order(sync.place(), "903");
        syncs.keyBy(shared, "email");
        syncs.receive(shared, "{\"id\":\"a\",\"email\":\"x\"},{\"id\":\"b\",\"email\":\"x\"}", "");
        syncs.run(shared);

        syncs.receive(shared, "{\"id\":\"b\",\"email\":\"y\"}", "{\"id\":\"a\"}");
        syncs.run(shared);

        assertThat(target.held(sync.place().clientSideId(), "903")).containsExactly("y");
        assertThat(syncs.one(sync, "select count(*) from hold")).isEqualTo("0");
    }

    private void refused(Runnable run) {
        target.failBefore(
                sync.place().clientSideId(),
                batch -> Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "refused")));
        run.run();
        target.work(sync.place().clientSideId());
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), "902");
    }

    private String hold() {
        return syncs.one(sync, "select state || ' ' || removals from hold where state in ('open', 'approved')");
    }

    private static String[] members(int from, int to) {
        return IntStream.range(from, to).mapToObj("user-%04d"::formatted).toArray(String[]::new);
    }
}
