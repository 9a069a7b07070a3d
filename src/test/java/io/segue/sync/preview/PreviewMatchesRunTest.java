package io.segue.sync.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.segment.block.Blocks;
import io.segue.sync.Batch;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.erase.ErasedKeys;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
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

    @Inject
    Database database;

    @Inject
    TestingRows rows;

    @Inject
    Blocks blocks;

    @Inject
    ErasedKeys erasedKeys;

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
            enter(some());
            for (int step = 0; step < STEPS; step++) {
                assertSameAsRun();
                for (int acts = random.nextInt(3); acts >= 0; acts--) {
                    act();
                }
            }
        }

        private void act() {
            switch (random.nextInt(10)) {
                case 0, 1 -> enter(some());
                case 2, 3 -> syncs.leave(sync, some());
                case 4 -> failRun();
                case 5 -> refuseKey();
                case 6 -> approve();
                case 7 -> chooseField();
                case 8 -> erase();
                default ->
                    sync("update sync set doubt_below = (fence + 1) << 20, plan_version = plan_version + 1,"
                            + " gone_below = case when " + random.nextBoolean() + " then (fence + 1) << 20 else 0 end");
            }
        }

        /** Some with a mail of their own, some with one that two share, some without. */
        private void enter(String... members) {
            String items = Arrays.stream(members)
                    .map(id ->
                            "{\"id\":\"" + id + "\"" + (id.endsWith("5") ? "" : ",\"mail\":\"" + mail(id) + "\"") + "}")
                    .collect(Collectors.joining(","));
            syncs.receive(sync, items, "");
        }

        private void chooseField() {
            String field = random.nextBoolean() ? "id" : "mail";
            database.doInTenant(
                    sync.tenant(),
                    connection -> segments.chooseKeyField(connection, sync.tenant(), sync.segment(), field));
            sync("update sync set plan_version = plan_version + 1");
        }

        /**
         * Blocked from now on, whoever has it; sometimes it has to go from LaunchDarkly already. By no job, and with
         * no run of its own, which could come between a preview and the run that is compared with it.
         */
        private void erase() {
            String id = key(random.nextInt(PEOPLE));
            String value = random.nextBoolean() ? id : mail(id);
            boolean isToGo = random.nextBoolean();
            Set<String> keys = random.nextBoolean() ? Set.of(value) : Set.of();
            long erasure = rows.erasure(sync.tenant(), sync.sync());
            database.doInTenant(sync.tenant(), connection -> {
                blocks.block(connection, sync.tenant(), erasure, Set.of(value));
                if (isToGo) {
                    erasedKeys.require(connection, sync.tenant(), sync.segment(), erasure, keys, Set.of(value));
                    new Select(
                                    "update sync set erase_at = now() + interval '1 hour' where id = ? returning id",
                                    sync.sync())
                            .first(connection, row -> true);
                }
            });
        }

        /** Its calls have no clear end: they are asserted again. */
        private void failRun() {
            target.failAfter(batch -> Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "no")));
            syncs.run(sync);
            target.work();
        }

        private void refuseKey() {
            String bad = key(random.nextInt(PEOPLE));
            enter(bad, key(random.nextInt(PEOPLE)));
            target.failBefore(
                    batch -> batch.adds().contains(bad) || batch.adds().contains(mail(bad))
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
            AtomicLong held = new AtomicLong();
            previews.each(sync.tenant(), segment, connection, (operation, isHeld) -> {
                if (isHeld) {
                    held.incrementAndGet();
                } else {
                    told.put(operation.key(), operation.adding() ? "add" : "remove");
                }
            });
            assertThat(held).as("held").hasValue(preview.held());
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

        private static String mail(String id) {
            return "mail-" + Integer.parseInt(id.substring("user-".length())) / 2;
        }
    }
}
