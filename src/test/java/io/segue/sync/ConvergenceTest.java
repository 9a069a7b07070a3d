package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.erasure.TestingErasures;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.intake.Inbox;
import io.segue.inbox.intake.Receipt;
import io.segue.inbox.replay.ReplayPlan;
import io.segue.inbox.replay.Replays;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.Segments;
import io.segue.sync.TestingPages.Page;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What everything else rests on: after all runs are done, LaunchDarkly holds the distinct keys of the present members. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ConvergenceTest {

    private static final int CHAINS = 40;
    private static final int STEPS = 30;
    private static final int MEMBERS = 30;
    /** Refused for good leaves the run's work to the next one; the others are tried again within the run. */
    private static final List<Kind> FAULTS = List.of(
            Kind.CREDENTIALS_REFUSED,
            Kind.CREDENTIALS_REFUSED,
            Kind.CREDENTIALS_REFUSED,
            Kind.RATE_LIMITED,
            Kind.RATE_LIMITED,
            Kind.CONFLICT,
            Kind.UNAVAILABLE);

    private static final DeliveryFilter APPLIED = new DeliveryFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), "applied", Optional.empty(), "", "");

    private static final Instant BASE = Instant.parse("2020-01-01T00:00:00Z");

    @Inject
    Inbox inbox;

    @Inject
    Replays replays;

    @Inject
    Segments segments;

    @Inject
    Syncs syncs;

    @Inject
    Stops stops;

    @Inject
    Connections connections;

    @Inject
    Database database;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingErasures erasures;

    @Inject
    TestingSegmentTarget target;

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void holdsExactlyThePresentKeysAfterAnyInterleaving() throws Exception {
        long seed = Long.getLong("segue.seed", System.nanoTime());
        System.out.println("Convergence seed: " + seed);
        for (int chain = 0; chain < CHAINS; chain++) {
            new Chain(new Random(seed + chain), chain).play();
        }
    }

    /** The last word on a member, by the order of tasks, then of arrival. */
    private record Word(int task, int arrival, boolean present) {

        Word orNewer(Word other) {
            return other.task > task || (other.task == task && other.arrival >= arrival) ? other : this;
        }
    }

    /** A page that was kept and not applied: it counts once a person replays it. */
    private record SetAside(Page page, int arrival) {}

    private class Chain {
        private final Random random;
        private final TestingPages heap;
        private final String clientSideId;
        private final long tenant;
        private final HookAccess hook;
        private final List<Page> waiting = new ArrayList<>();
        private final List<Page> sent = new ArrayList<>();
        private final List<SetAside> setAside = new ArrayList<>();
        private final Map<String, Word> words = new HashMap<>();
        private final Set<String> erased = new TreeSet<>();
        private final List<String> erasuresGoingOn = new ArrayList<>();
        private int drainedBy = -1;
        private int arrival;
        private int tasks;
        private long sync;
        private long segment;

        Chain(Random random, int number) {
            this.random = random;
            this.heap = new TestingPages(random, MEMBERS);
            this.clientSideId = String.format("%024x", random.nextLong() >>> 1);
            this.tenant = tenants.enabled().id();
            this.hook = new HookAccess(tenant, true, List.of(), Duration.ofMinutes(5), Optional.empty());
        }

        void play() throws Exception {
            start();
            for (int step = 0; step < STEPS; step++) {
                act();
            }
            Collections.shuffle(waiting, random);
            for (Page page : waiting) {
                post(page);
            }
            target.work();
            runToTheEnd();
            erasuresGoingOn.forEach(erasure -> erasures.complete(tenant, erasure));
            runToTheEnd();
            assertThat(present()).as("present members").isEqualTo(expected());
            assertThat(target.held(clientSideId, "77"))
                    .as("held by LaunchDarkly")
                    .isEqualTo(keys());
            int callsBefore = target.calls(clientSideId).size();
            runToTheEnd();
            assertThat(target.calls(clientSideId)).as("nothing left to send").hasSize(callsBefore);
        }

        private void start() throws Exception {
            segment = segments.idOf(tenant, "77", "Any");
            String connection = connections
                    .create(tenant, NewConnection.of("c", "us", clientSideId, "api-" + UUID.randomUUID()), "x")
                    .id();
            sync = syncs.order(
                    tenant,
                    segment,
                    new SyncOrder(
                            connections.number(connection),
                            Mode.RECURRING,
                            Duration.ofHours(4),
                            false,
                            Optional.of("id")),
                    "x");
        }

        private void act() throws Exception {
            switch (random.nextInt(16)) {
                case 0, 1 -> newTask();
                case 2, 3, 4, 5 -> postAny();
                case 6 -> drain();
                case 7 -> chooseField();
                case 8 -> runToTheEnd();
                case 9 -> empty();
                case 10 -> pauseAndResume();
                case 11 -> postStale();
                case 12 -> postConflict();
                case 13 -> replay();
                case 14 -> erase();
                default -> runWithFaults();
            }
        }

        /** Asked for at any moment; carried on at once, or some time later. */
        private void erase() {
            if (words.isEmpty()) {
                return;
            }
            List<String> known = new ArrayList<>(new TreeSet<>(words.keySet()));
            String id = known.get(random.nextInt(known.size()));
            erased.add(id);
            erasuresGoingOn.add(erasures.request(tenant, id));
            if (random.nextBoolean()) {
                erasures.look(tenant);
            }
        }

        private void newTask() {
            int task = tasks++;
            int pages = 1 + random.nextInt(3);
            for (int page = 1; page <= pages; page++) {
                waiting.add(heap.page(task, page, pages));
            }
        }

        private void postAny() throws Exception {
            if (!sent.isEmpty() && random.nextInt(4) == 0) {
                inbox.receive(
                        hook,
                        sent.get(random.nextInt(sent.size())).bytes(),
                        signedAt(sent.get(0).task()),
                        false);
            } else if (!waiting.isEmpty()) {
                post(waiting.remove(random.nextInt(waiting.size())));
            }
        }

        private void post(Page page) throws Exception {
            inbox.receive(hook, page.bytes(), signedAt(page.task()), false);
            sent.add(page);
            learn(page, ++arrival);
        }

        private void learn(Page page, int arrived) {
            for (boolean present : new boolean[] {true, false}) {
                for (String id : page.ids(present)) {
                    words.merge(id, new Word(page.task(), arrived, present), Word::orNewer);
                }
            }
        }

        private void postStale() throws Exception {
            if (!waiting.isEmpty()) {
                Page page = waiting.remove(random.nextInt(waiting.size()));
                inbox.receive(hook, page.bytes(), signedAt(page.task()), true);
                setAside.add(new SetAside(page, ++arrival));
            }
        }

        /** The same page of the same task with another content. */
        private void postConflict() throws Exception {
            if (!sent.isEmpty()) {
                Page first = sent.get(random.nextInt(sent.size()));
                Page page = heap.page(first.task(), first.number(), first.number());
                Receipt receipt = inbox.receive(hook, page.bytes(), signedAt(page.task()), false);
                if (receipt == Receipt.CONFLICT) {
                    setAside.add(new SetAside(page, ++arrival));
                }
            }
        }

        /** What was applied, at its old place; or everything, what was set aside included. */
        private void replay() {
            boolean isAll = random.nextBoolean();
            replay(isAll ? DeliveryFilter.ALL : APPLIED);
            if (isAll) {
                setAside.forEach(one -> learn(one.page(), one.arrival()));
                setAside.clear();
            }
        }

        /** Again when the applier made it another number meanwhile, as a person would. */
        private void replay(DeliveryFilter filter) {
            await().ignoreException(ProblemException.class).until(() -> {
                ReplayPlan plan = replays.plan(tenant, filter);
                return plan.count() == 0
                        || replays.replay(tenant, filter, plan.upTo(), plan.count(), "", "x") == plan.count();
            });
        }

        /** Turned on again at any moment: before the emptying began, while it goes on, or when all is gone. */
        private void empty() {
            if (random.nextBoolean()) {
                syncs.startRun(tenant, sync, RunCause.PERSON, "x");
            }
            long run = stops.empty(tenant, sync, "x");
            if (random.nextBoolean()) {
                awaitEnd(run);
                assertThat(target.held(clientSideId, "77"))
                        .as("held after emptying")
                        .isEmpty();
            }
            chooseField();
        }

        private void pauseAndResume() {
            if (random.nextBoolean()) {
                syncs.startRun(tenant, sync, RunCause.PERSON, "x");
            }
            stops.pause(tenant, sync, "x");
            stops.resume(tenant, sync, "x");
        }

        private void drain() throws Exception {
            int task = tasks++;
            inbox.receive(hook, TestingPages.drain(), signedAt(task), false);
            drainedBy = Math.max(drainedBy, task);
        }

        private void chooseField() {
            long connection = connections.list(tenant).get(0).number();
            String field = random.nextBoolean() ? "id" : "email";
            syncs.order(
                    tenant,
                    segment,
                    new SyncOrder(connection, Mode.RECURRING, Duration.ofHours(4), false, Optional.of(field)),
                    "x");
        }

        /** A call fails before or after LaunchDarkly applied it: once, or from then on. */
        private void runWithFaults() {
            Kind kind = FAULTS.get(random.nextInt(FAULTS.size()));
            boolean isForGood = kind == Kind.CREDENTIALS_REFUSED;
            AtomicInteger left = new AtomicInteger(random.nextInt(2));
            Function<Batch, Optional<VendorFailure>> fault = batch -> {
                int before = left.getAndDecrement();
                return before == 0 || (before < 0 && isForGood) ? Optional.of(failure(kind)) : Optional.empty();
            };
            if (random.nextBoolean()) {
                target.failAfter(fault);
            } else {
                target.failBefore(fault);
            }
            runToTheEnd();
            target.work();
        }

        private VendorFailure failure(Kind kind) {
            Optional<Instant> wait =
                    kind == Kind.RATE_LIMITED ? Optional.of(Instant.now().plusMillis(5)) : Optional.empty();
            return new VendorFailure(kind, 0, "as told by the test", wait);
        }

        private void runToTheEnd() {
            awaitEnd(syncs.startRun(tenant, sync, RunCause.PERSON, "x"));
        }

        private void awaitEnd(long run) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Set.of("succeeded", "failed").contains(stateOf(run)));
        }

        private String stateOf(long run) {
            return one("select state from run where tenant_id = ? and id = ?", tenant, run)
                    .iterator()
                    .next();
        }

        private Set<String> present() {
            return one(
                    "select member_id from segment_member where tenant_id = ? and segment_id = ? and present",
                    tenant,
                    segment);
        }

        private Set<String> keys() {
            return one("""
                    select distinct case when s.key_field = 'id' then m.member_id else m.key end
                      from segment_member m join segment s on s.tenant_id = m.tenant_id and s.id = m.segment_id
                     where m.tenant_id = ? and m.segment_id = ? and m.present
                       and (s.key_field = 'id' or m.key is not null)""", tenant, segment);
        }

        private Set<String> expected() {
            return words.entrySet().stream()
                    .filter(e -> e.getValue().present() && e.getValue().task() > drainedBy)
                    .filter(e -> !erased.contains(e.getKey()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Set<String> one(String sql, Object... values) {
            return database.inTenant(
                    tenant,
                    connection -> new TreeSet<>(new Select(sql, values).list(connection, row -> row.getString(1))));
        }

        private Instant signedAt(int task) {
            return BASE.plusSeconds(task);
        }
    }
}
