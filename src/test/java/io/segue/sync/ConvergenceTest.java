package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.erasure.TestingErasures;
import io.segue.inbox.intake.Inbox;
import io.segue.inbox.replay.Replays;
import io.segue.platform.Database;
import io.segue.sync.hold.HoldDesk;
import io.segue.sync.hold.HoldRules;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What everything else rests on: after all runs are done, LaunchDarkly holds the distinct keys of the present members. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ConvergenceTest {

    private static final int CHAINS = Integer.getInteger("segue.chains", 100);
    private static final int STEPS = 50;

    /** Each mostly waits, for a tenant of its own. */
    private static final int AT_ONCE = 8;

    @Inject
    Inbox inbox;

    @Inject
    Replays replays;

    @Inject
    Syncs syncs;

    @Inject
    Stops stops;

    @Inject
    Rebuilds rebuilds;

    @Inject
    HoldRules rules;

    @Inject
    HoldDesk desk;

    @Inject
    Database database;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingSyncs made;

    @Inject
    TestingErasures erasures;

    @Inject
    TestingSegmentTarget target;

    /** What of the rarer things came about. */
    record Played(int takenOver, int rejected, int confirmed, int parked) {

        static final Played NOTHING = new Played(0, 0, 0, 0);

        Played plus(Played other) {
            return new Played(
                    takenOver + other.takenOver,
                    rejected + other.rejected,
                    confirmed + other.confirmed,
                    parked + other.parked);
        }
    }

    /** With -Dsegue.seed=… the same chains are played again, with -Dsegue.chains=… so many. */
    @Test
    void holdsExactlyThePresentKeysAfterAnyInterleaving() throws Exception {
        long seed = Long.getLong("segue.seed", System.nanoTime());
        System.out.println("Convergence seed: " + seed);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Played>> played = new ArrayList<>();
            for (int chain = 0; chain < CHAINS; chain++) {
                Random random = new Random(seed + chain);
                played.add(threads.submit(() -> new ConvergenceChain(this, random).play(STEPS)));
            }
            Played all = Played.NOTHING;
            for (Future<Played> chain : played) {
                all = all.plus(chain.get());
            }
            System.out.println("Convergence: " + all);
            assertThat(all.takenOver())
                    .as("runs that a lost worker left to another")
                    .isPositive();
        } finally {
            threads.shutdownNow();
        }
    }
}
