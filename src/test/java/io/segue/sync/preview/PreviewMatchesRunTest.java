package io.segue.sync.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.Batch;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happened before: what the preview says, key by key, is what the run then does. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PreviewMatchesRunTest {

    private static final int CHAINS = 6;
    private static final int STEPS = 12;
    private static final int PEOPLE = 2_600;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Previews previews;

    @Inject
    Segments segments;

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void saysWhatTheRunThenDoes() {
        long seed = Long.getLong("segue.seed", System.nanoTime());
        System.out.println("Preview seed: " + seed);
        for (int chain = 0; chain < CHAINS; chain++) {
            new Chain(new Random(seed + chain)).play();
        }
    }

    private class Chain {
        private final Random random;
        private final Ordered sync = syncs.order(syncs.place(), "985");

        Chain(Random random) {
            this.random = random;
        }

        void play() {
            syncs.enter(sync, some());
            for (int step = 0; step < STEPS; step++) {
                assertSameAsRun();
                for (int acts = random.nextInt(3); acts >= 0; acts--) {
                    act();
                }
            }
        }

        private void act() {
            switch (random.nextInt(8)) {
                case 0, 1 -> syncs.enter(sync, some());
                case 2, 3 -> syncs.leave(sync, some());
                case 4 -> failRun();
                case 5 -> refuseKey();
                case 6 -> approve();
                default ->
                    sync("update sync set doubt_below = (fence + 1) << 20, plan_version = plan_version + 1,"
                            + " lost_at = case when " + random.nextBoolean() + " then now() end");
            }
        }

        /** Its calls have no clear end: they are asserted again. */
        private void failRun() {
            target.failAfter(batch -> Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "no")));
            syncs.run(sync);
            target.work();
        }

        private void refuseKey() {
            String bad = key(random.nextInt(PEOPLE));
            syncs.enter(sync, bad, key(random.nextInt(PEOPLE)));
            target.failBefore(batch -> batch.adds().contains(bad)
                    ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "not this one"))
                    : Optional.empty());
            syncs.run(sync);
            target.work();
        }

        private void approve() {
            sync("update hold set state = 'approved', ceiling = removals + " + random.nextInt(100)
                    + " where state = 'open'");
            sync("update sync set plan_version = plan_version + 1");
        }

        private void assertSameAsRun() {
            SegmentSummary segment =
                    segments.find(sync.tenant(), sync.segment()).orElseThrow();
            long connection = sync.place().connection();
            Preview preview = previews.of(sync.tenant(), segment, connection);
            Map<String, String> told = new TreeMap<>();
            previews.each(sync.tenant(), segment, connection, (operation, isHeld) -> {
                if (!isHeld) {
                    told.put(operation.key(), operation.adding() ? "add" : "remove");
                }
            });
            int before = target.calls(sync.place().clientSideId()).size();

            syncs.run(sync);

            List<Batch> all = target.calls(sync.place().clientSideId());
            List<Batch> calls = all.subList(before, all.size());
            assertThat(sent(calls)).as("keys").isEqualTo(told);
            assertThat(calls).as("calls").hasSize((int) preview.calls());
            assertThat(syncs.one(
                            sync, "select state || ' ' || adds || ' ' || removes from run order by id desc limit 1"))
                    .isEqualTo("succeeded " + preview.adds() + " " + (preview.removes() - preview.held()));
        }

        private Map<String, String> sent(List<Batch> calls) {
            Map<String, String> sent = new TreeMap<>();
            for (Batch batch : calls) {
                batch.adds().forEach(key -> sent.put(key, "add"));
                batch.removes().forEach(key -> sent.put(key, "remove"));
            }
            return sent;
        }

        private void sync(String sql) {
            syncs.sql(sync.tenant(), sql);
        }

        private String[] some() {
            int from = random.nextInt(PEOPLE);
            int many = 1 + (random.nextInt(4) == 0 ? random.nextInt(PEOPLE) : random.nextInt(150));
            return IntStream.range(from, Math.min(PEOPLE, from + many))
                    .mapToObj(Chain::key)
                    .toArray(String[]::new);
        }

        private static String key(int n) {
            return "user-%04d".formatted(n);
        }
    }
}
