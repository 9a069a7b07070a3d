package io.segue.flags.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.HeapUser;
import io.segue.flags.engine.TestingWrites.Order;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What everything else rests on: when all is quiet, Heap holds exactly the values of the known users. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class WriteConvergenceTest {

    private static final int CHAINS = 15;
    private static final int STEPS = 30;
    private static final int USERS = 12;
    private static final List<String> FLAGS = List.of("a", "b", "c");
    private static final List<Kind> FAULTS = List.of(Kind.UNAVAILABLE, Kind.UNAVAILABLE, Kind.CREDENTIALS_REFUSED);

    @Inject
    TestingWrites writes;

    @Test
    void holdsExactlyTheValuesOfTheKnownUsersAfterAnyInterleaving() {
        long seed = Long.getLong("segue.seed", System.nanoTime());
        System.out.println("Flag values seed: " + seed);
        for (int chain = 0; chain < CHAINS; chain++) {
            new Chain(new Random(seed + chain)).play("seed " + seed + ", chain " + chain);
        }
    }

    private class Chain {

        private final Random random;
        private final Order order = writes.order(FLAGS.toArray(String[]::new));
        private final List<Long> segments = new ArrayList<>();
        private final Map<Long, Set<String>> present = new HashMap<>();
        private final Set<String> ever = new HashSet<>();

        Chain(Random random) {
            this.random = random;
            FLAGS.forEach(flag -> order.flags.serve(flag, false));
            for (int i = 0; i < 2; i++) {
                segments.add(order.segment("s" + i));
            }
        }

        void play(String name) {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            order.heap.work();
            order.flags.work();
            order.run();

            assertThat(order.last().state()).as(name).isEqualTo("succeeded");
            assertThat(known()).as(name).isEqualTo(expected());
            assertThat(ever).as(name).containsAll(order.heap.users().keySet());
            assertThat(order.one("select count(*) from flag_open_batch"))
                    .as(name)
                    .isZero();
        }

        private void step() {
            String user = "user-" + random.nextInt(USERS);
            long segment = segments.get(random.nextInt(segments.size()));
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    order.enter(segment, user);
                    present.computeIfAbsent(segment, key -> new HashSet<>()).add(user);
                    ever.add(user);
                }
                case 2 -> {
                    order.leave(segment, user);
                    present.getOrDefault(segment, new HashSet<>()).remove(user);
                }
                case 3 -> order.flags.serve(FLAGS.get(random.nextInt(FLAGS.size())), user, random.nextBoolean());
                case 4 -> order.flags.serve(FLAGS.get(random.nextInt(FLAGS.size())), random.nextBoolean());
                case 5 -> fault();
                default -> order.run();
            }
        }

        /** Before or after Heap took it, once or for good. */
        private void fault() {
            order.heap.work();
            order.flags.work();
            Kind kind = FAULTS.get(random.nextInt(FAULTS.size()));
            VendorFailure failure = VendorFailure.of(kind, 500, "it failed");
            double often = random.nextBoolean() ? 1 : 0.4;
            switch (random.nextInt(4)) {
                case 0 -> order.heap.failBefore(users -> perhaps(often, failure));
                case 1 -> order.heap.failAfter(users -> perhaps(often, failure));
                case 2 -> order.heap.failAfter(this::loseTheLease);
                default -> order.flags.fail(failure);
            }
        }

        private Optional<VendorFailure> perhaps(double often, VendorFailure failure) {
            return random.nextDouble() < often ? Optional.of(failure) : Optional.empty();
        }

        private Optional<VendorFailure> loseTheLease(List<HeapUser> users) {
            order.claim();
            return Optional.empty();
        }

        private Map<String, Map<String, String>> known() {
            Map<String, Map<String, String>> known = new TreeMap<>(order.heap.users());
            known.keySet().retainAll(members());
            return known;
        }

        private Map<String, Map<String, String>> expected() {
            Map<String, Map<String, String>> expected = new TreeMap<>();
            for (String user : members()) {
                Map<String, String> values = new TreeMap<>();
                FLAGS.forEach(flag -> values.put(
                        "ld_" + flag, "\"" + order.flags.value(flag, user).asText() + "\""));
                expected.put(user, values);
            }
            return expected;
        }

        private Set<String> members() {
            Set<String> members = new HashSet<>();
            present.values().forEach(members::addAll);
            return members;
        }
    }
}
