package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.intake.Receipt;
import io.segue.inbox.replay.ReplayPlan;
import io.segue.sync.ConvergenceTest.Played;
import io.segue.sync.TestingPages.Page;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.hold.HoldPolicy;
import io.segue.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;

/** One tenant, one segment and whatever may happen to them, in an order that the random numbers choose. */
class ConvergenceChain {

    private static final int MEMBERS = 30;

    private static final DeliveryFilter APPLIED = new DeliveryFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), "applied", Optional.empty(), "", "");

    private static final Instant BASE = Instant.parse("2020-01-01T00:00:00Z");

    private final ConvergenceTest house;
    private final Random random;
    private final TestingPages heap;
    private final Ordered sync;
    private final String environment;
    private final HookAccess hook;
    private final ConvergenceModel model = new ConvergenceModel();
    private final List<Page> waiting = new ArrayList<>();
    private final List<Page> sent = new ArrayList<>();
    private final List<String> erasures = new ArrayList<>();
    private final ConvergenceFaults faults;
    private final ConvergenceState state;
    private final ConvergenceDecisions decisions;
    private int tasks;

    ConvergenceChain(ConvergenceTest house, Random random) {
        this.house = house;
        this.random = random;
        this.heap = new TestingPages(random, MEMBERS);
        this.sync = house.made.order(house.made.place(), "77");
        this.environment = sync.place().clientSideId();
        this.state = new ConvergenceState(house, sync);
        this.faults = new ConvergenceFaults(house, sync, MEMBERS, random);
        this.decisions = new ConvergenceDecisions(house, sync, state, model, MEMBERS, random);
        this.hook = new HookAccess(sync.tenant(), true, List.of(), Duration.ofMinutes(5), Optional.empty());
    }

    Played play(int steps) throws Exception {
        for (int step = 0; step < steps; step++) {
            act();
        }
        faults.end();
        Collections.shuffle(waiting, random);
        for (Page page : waiting) {
            post(page);
        }
        boolean isRebuilt = random.nextBoolean();
        letEverythingThrough(isRebuilt);
        for (String erasure : erasures) {
            faults.letADayPass();
            house.erasures.complete(sync.tenant(), erasure);
        }
        runToTheEnd();
        assertThat(state.present())
                .as(() -> "present members; " + story(model.present(), state.present()))
                .isEqualTo(model.present());
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> state.held().equals(keys()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("LaunchDarkly holds others; " + story(keys(), state.held()), e);
        }
        await().atMost(Duration.ofSeconds(30)).until(this::isNothingLeftToSend);
        assertThat(house.made.one(sync, "select state from sync"))
                .as("a sync whose calls are taken")
                .isEqualTo("ready");
        return new Played(faults.takenOver(), decisions.rejected(), decisions.confirmed(), faults.parked());
    }

    private void act() throws Exception {
        switch (random.nextInt(26)) {
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
            case 14 -> faults.loseWorker();
            case 15 -> decisions.hold();
            case 16 -> decisions.approve();
            case 17 -> rebuild();
            case 18 -> faults.refuseKey();
            case 19 -> faults.loseSegment();
            case 20 -> erase();
            case 21 -> decisions.reject();
            case 22 -> decisions.confirmEmpty();
            case 23 -> faults.moveClock();
            case 24 -> faults.park();
            default -> faults.run();
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
            Page again = sent.get(random.nextInt(sent.size()));
            house.inbox.receive(hook, again.bytes(), signedAt(sent.get(0).task()), false);
        } else if (!waiting.isEmpty()) {
            post(waiting.remove(random.nextInt(waiting.size())));
        }
    }

    private void post(Page page) throws Exception {
        house.inbox.receive(hook, page.bytes(), signedAt(page.task()), false);
        sent.add(page);
        model.applied(page);
    }

    private void postStale() throws Exception {
        if (!waiting.isEmpty()) {
            Page page = waiting.remove(random.nextInt(waiting.size()));
            house.inbox.receive(hook, page.bytes(), signedAt(page.task()), true);
            model.setAside(page);
        }
    }

    /** The same page of the same task with another content. */
    private void postConflict() throws Exception {
        if (!sent.isEmpty()) {
            Page first = sent.get(random.nextInt(sent.size()));
            Page page = heap.page(first.task(), first.number(), first.number());
            if (house.inbox.receive(hook, page.bytes(), signedAt(page.task()), false) == Receipt.CONFLICT) {
                model.setAside(page);
            }
        }
    }

    /** What was applied, at its old place; or everything, what was set aside included. */
    private void replay() {
        boolean isAll = random.nextBoolean();
        replay(isAll ? DeliveryFilter.ALL : APPLIED);
        if (isAll) {
            model.replayedAll();
        }
    }

    /** Again when the applier made it another number meanwhile, as a person would. */
    private void replay(DeliveryFilter filter) {
        await().ignoreException(ProblemException.class).until(() -> {
            ReplayPlan plan = house.replays.plan(sync.tenant(), filter);
            return plan.count() == 0
                    || house.replays.replay(sync.tenant(), filter, plan.upTo(), plan.count(), "", "x") == plan.count();
        });
    }

    private void drain() throws Exception {
        int task = tasks++;
        house.inbox.receive(hook, TestingPages.drain(), signedAt(task), false);
        model.drained(task);
    }

    /** Turned on again at any moment: before the emptying began, while it goes on, or when all is gone. */
    private void empty() {
        startSometimes();
        long run = house.stops.empty(sync.tenant(), sync.sync(), "x");
        if (random.nextBoolean()) {
            house.made.awaitEnd(sync, run);
            // What a lost worker sends too late comes back for a moment, and is taken away again.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(state.held()).as("held after emptying").isEmpty());
        }
        chooseField();
    }

    /** Asked for at any moment; carried on at once, or some time later. */
    private void erase() {
        List<String> known = model.known();
        if (!known.isEmpty()) {
            String id = known.get(random.nextInt(known.size()));
            model.erased(id);
            erasures.add(house.erasures.request(sync.tenant(), id));
            if (random.nextBoolean()) {
                house.erasures.look(sync.tenant());
            }
        }
    }

    private void pauseAndResume() {
        startSometimes();
        house.stops.pause(sync.tenant(), sync.sync(), "x");
        house.stops.resume(sync.tenant(), sync.sync(), "x");
    }

    /** A field that nobody has is refused: then the order keeps the field of before. */
    private void chooseField() {
        try {
            order(Optional.of(random.nextBoolean() ? "id" : "email"));
        } catch (ProblemException e) {
            order(Optional.empty());
        }
    }

    private void order(Optional<String> field) {
        house.syncs.order(
                sync.tenant(),
                sync.segment(),
                new SyncOrder(sync.place().connection(), Mode.RECURRING, Duration.ofHours(4), false, field),
                "x");
    }

    private void rebuild() {
        long run = house.rebuilds.rebuild(
                sync.tenant(), sync.segment(), sync.place().connection(), "x");
        if (random.nextBoolean()) {
            house.made.awaitEnd(sync, run);
        }
    }

    /**
     * Nobody holds anything back, and no key is refused any more. A rebuild would bring in what the runs by difference left
     * out, so half of the chains have to do without.
     */
    private void letEverythingThrough(boolean isRebuilt) {
        house.made.awaitQuiet(sync);
        house.rules.setOfSegment(sync.tenant(), sync.segment(), Optional.of(new HoldPolicy(0, 0, true)), "x");
        faults.letADayPass();
        if (isRebuilt) {
            house.made.awaitEnd(
                    sync,
                    house.rebuilds.rebuild(
                            sync.tenant(), sync.segment(), sync.place().connection(), "x"));
        } else {
            runToTheEnd();
        }
    }

    private boolean isNothingLeftToSend() {
        int before = calls();
        runToTheEnd();
        return calls() == before;
    }

    private void startSometimes() {
        if (random.nextBoolean()) {
            house.made.start(sync);
        }
    }

    private void runToTheEnd() {
        house.made.run(sync);
    }

    private int calls() {
        return house.target.calls(environment).size();
    }

    private String story(Set<String> expected, Set<String> found) {
        return new ConvergenceStory(house, sync).of(expected, found);
    }

    private Set<String> keys() {
        String field = state.keyField();
        return field.equals("id") ? model.present() : model.emails(state.storedKeys());
    }

    private static Instant signedAt(int task) {
        return BASE.plusSeconds(task);
    }
}
