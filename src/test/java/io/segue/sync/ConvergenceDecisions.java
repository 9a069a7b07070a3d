package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.hold.HoldPolicy;
import io.segue.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which removals wait for a person, and what that person decides. */
class ConvergenceDecisions {

    private final ConvergenceTest house;
    private final Ordered sync;
    private final ConvergenceState state;
    private final ConvergenceModel model;
    private final int members;
    private final Random random;
    private int rejected;
    private int confirmed;

    ConvergenceDecisions(
            ConvergenceTest house,
            Ordered sync,
            ConvergenceState state,
            ConvergenceModel model,
            int members,
            Random random) {
        this.house = house;
        this.sync = sync;
        this.state = state;
        this.model = model;
        this.members = members;
        this.random = random;
    }

    /** How many members were brought back. */
    int rejected() {
        return rejected;
    }

    /** How often a person said that nobody is left. */
    int confirmed() {
        return confirmed;
    }

    /** From now on some removals wait for a person; or all, or none. */
    void hold() {
        house.rules.setOfSegment(
                sync.tenant(),
                sync.segment(),
                Optional.of(new HoldPolicy(random.nextInt(3), random.nextInt(30), random.nextInt(3) == 0)),
                "x");
    }

    private void holdAll() {
        house.rules.setOfSegment(sync.tenant(), sync.segment(), Optional.of(new HoldPolicy(0, 0, false)), "x");
    }

    void approve() {
        OptionalLong hold = open();
        try {
            if (hold.isPresent()) {
                house.desk.approve(sync.tenant(), hold.getAsLong(), members, "x");
            }
        } catch (ProblemException e) {
            // It grew beyond that, or is gone.
        }
    }

    /**
     * Whoever LaunchDarkly still holds is a member again, until a newer task speaks of them: those whose key it holds, or may
     * hold; of several members with one key one of them; and nobody who was erased.
     */
    void reject() {
        beginDeciding();
        OptionalLong hold = open();
        if (hold.isPresent()) {
            Set<String> before = state.present();
            Map<String, String> keys = keys();
            Set<String> delivered = state.delivered();
            Set<String> held = state.held();
            Set<String> wanted = keysOf(before, keys);
            house.desk.reject(sync.tenant(), hold.getAsLong(), "x");

            Set<String> after = state.present();
            assertThat(after).as("nobody leaves by a rejection").containsAll(before);
            Set<String> back = without(after, before);
            assertThat(keysOf(back, keys))
                    .as("keys of those who are back")
                    .hasSameSizeAs(back)
                    .isSubsetOf(without(delivered, wanted));
            Set<String> surely = without(held, wanted);
            surely.retainAll(delivered);
            surely.retainAll(keysOf(without(keys.keySet(), model.erased()), keys));
            surely.removeAll(keysOf(model.erased(), keys));
            assertThat(keysOf(back, keys)).as("those whom LaunchDarkly holds").containsAll(surely);
            assertThat(back).as("erased people are not back").noneMatch(model.erased()::contains);
            model.restored(back);
            rejected += back.size();
        }
        endDeciding();
    }

    /** Nobody is left, a person says: all may go. It is not taken from them while somebody is a member. */
    void confirmEmpty() {
        beginDeciding();
        OptionalLong hold = open();
        if (hold.isPresent()) {
            boolean isEmpty = state.present().isEmpty();
            boolean isTaken = isTaken(() -> house.desk.confirmEmpty(sync.tenant(), hold.getAsLong(), "x"));
            assertThat(isTaken).as("the source is empty").isEqualTo(isEmpty);
            confirmed += isTaken ? 1 : 0;
        }
        endDeciding();
    }

    private static boolean isTaken(Runnable decision) {
        try {
            decision.run();
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    /** All that was received is applied, some run has looked at it, and none goes on: what a person sees is so. */
    private void beginDeciding() {
        if (open().isEmpty()) {
            holdAll();
            house.made.run(sync);
        }
        house.stops.pause(sync.tenant(), sync.sync(), "x");
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> house.made
                        .one(
                                sync,
                                "select (select count(*) from delivery where verdict = 'waiting')"
                                        + " + (select count(*) from sync where lease_until > now())")
                        .equals("0"));
        assertThat(without(state.present(), model.erased()))
                .as("members so far")
                .isEqualTo(model.present());
    }

    private void endDeciding() {
        house.stops.resume(sync.tenant(), sync.sync(), "x");
    }

    private OptionalLong open() {
        String id = house.made.one(sync, "select id from hold where state = 'open'");
        return id.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(id));
    }

    /** By member; nobody without one. */
    private Map<String, String> keys() {
        return state.keyField().equals("id")
                ? state.known().stream().collect(Collectors.toMap(id -> id, id -> id))
                : state.storedKeys();
    }

    private static Set<String> keysOf(Collection<String> members, Map<String, String> keys) {
        return members.stream()
                .flatMap(member -> Optional.ofNullable(keys.get(member)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Collection<String> all, Collection<String> some) {
        List<String> left = new ArrayList<>(all);
        left.removeAll(some);
        return new TreeSet<>(left);
    }
}
