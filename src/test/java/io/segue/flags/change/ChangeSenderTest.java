package io.segue.flags.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingSettings;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.HeapAnswer;
import io.segue.flags.HeapEvent;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapTarget;
import io.segue.flags.HeapUser;
import io.segue.flags.change.TestingChanges.Told;
import io.segue.web.TestingStopping;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How changes become events, each once and in their order. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ChangeSenderTest {

    @Inject
    TestingChanges changes;

    @Inject
    WaitingEvents waiting;

    @Inject
    Clock clock;

    private final TestingHeap heap = new TestingHeap();
    private final TestingStopping node = new TestingStopping();
    private Told told;
    private ChangeSender sender;

    @BeforeEach
    void beTold() {
        told = changes.told();
        sender = sender(Map.of());
        // What other tests left is no concern of this one.
        sender.sendWhatIsDue();
        heap.events.clear();
        heap.calls = 0;
    }

    /** Takes each idempotency key once. */
    private static final class TestingHeap implements HeapTarget {

        private final Map<String, HeapEvent> events = new LinkedHashMap<>();
        private Function<List<HeapEvent>, Optional<VendorFailure>> before = events -> Optional.empty();
        private Function<List<HeapEvent>, Optional<VendorFailure>> after = events -> Optional.empty();
        private int calls;

        @Override
        public CompletionStage<HeapAnswer> track(HeapPlace place, List<HeapEvent> given) {
            calls++;
            Optional<VendorFailure> refused = before.apply(given);
            if (refused.isEmpty()) {
                given.forEach(event -> events.putIfAbsent(event.idempotencyKey(), event));
                refused = after.apply(given);
            }
            return CompletableFuture.completedFuture(
                    refused.map(HeapAnswer::failed).orElseGet(() -> HeapAnswer.done(200)));
        }

        @Override
        public CompletionStage<HeapAnswer> addUserProperties(HeapPlace place, List<HeapUser> users) {
            throw new UnsupportedOperationException("Only events are sent here");
        }
    }

    @Test
    void sendsThemInTheOrderOfTheirTimes() {
        told.change("new-checkout", 10);
        told.change("new-checkout", 30);
        told.change("new-checkout", 20);

        sender.sendWhatIsDue();

        assertThat(heap.calls).isEqualTo(1);
        assertThat(heap.events.values()).extracting(HeapEvent::at).isSorted().hasSize(3);
        HeapEvent event = heap.events.values().iterator().next();
        assertThat(event.name()).isEqualTo("LaunchDarkly flag changed");
        assertThat(event.identity()).isEqualTo("launchdarkly");
        assertThat(event.properties())
                .containsEntry("flag", "new-checkout")
                .containsEntry("environment", "production")
                .containsEntry("state", "on")
                .containsEntry("who", "Ann Lee")
                .containsEntry("link", "https://app.launchdarkly.com/web/production/features/new-checkout");
        assertThat(states()).containsOnly("sent");
    }

    @Test
    void makesOneEventOfOneChangeHoweverOftenItIsSent() {
        told.change("new-checkout", 0);
        heap.after = events -> Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 503, "away"));
        sender.sendWhatIsDue();
        assertThat(states()).containsExactly("waiting");
        assertThat(told.order().state()).isEqualTo("retrying");

        heap.after = events -> Optional.empty();
        told.order(true);
        sender.sendWhatIsDue();

        assertThat(states()).containsExactly("sent");
        assertThat(heap.events).hasSize(1);
    }

    @Test
    void setsAsideWhatHeapRefusesAndSendsTheRest() {
        for (int i = 0; i < 9; i++) {
            told.change("new-checkout", i);
        }
        List<String> bad = new ArrayList<>();
        heap.before = events -> {
            if (bad.isEmpty()) {
                bad.add(events.get(4).idempotencyKey());
            }
            return events.stream().anyMatch(event -> bad.contains(event.idempotencyKey()))
                    ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "no such thing"))
                    : Optional.empty();
        };

        sender.sendWhatIsDue();

        assertThat(heap.events).hasSize(8);
        assertThat(told.changes())
                .filteredOn(change -> change.state().equals("refused"))
                .singleElement()
                .satisfies(change -> assertThat(change.reason()).isEqualTo("no such thing"));
    }

    @Test
    void stopsWhenHeapTakesNothingAtAll() {
        for (int i = 0; i < 30; i++) {
            told.change("new-checkout", i);
        }
        heap.before = events -> Optional.of(VendorFailure.of(Kind.REJECTED, 400, "app_id is unknown"));

        sender.sendWhatIsDue();

        assertThat(states()).containsOnly("waiting");
        assertThat(told.order().state()).isEqualTo("stopped");
        assertThat(told.order().failure()).contains("app_id is unknown");
    }

    @Test
    void keepsToWhatHeapTakesInAMinute() {
        for (int i = 0; i < 7; i++) {
            told.change("new-checkout", i);
        }
        sender = sender(Map.of("segue.flag-changes.events-of-call", "5", "segue.flag-changes.pause", "1h"));

        sender.sendWhatIsDue();

        assertThat(heap.calls).isEqualTo(1);
        assertThat(heap.events).hasSize(5);
        assertThat(states()).filteredOn("waiting"::equals).hasSize(2);
    }

    @Test
    void leavesTheRestToAnotherNodeWhenThisOneStops() {
        for (int i = 0; i < 8; i++) {
            told.change("new-checkout", i);
        }
        heap.before = events -> events.size() > 4
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "no such thing"))
                : Optional.empty();
        heap.after = events -> {
            node.stop();
            return Optional.empty();
        };

        sender.sendWhatIsDue();

        assertThat(heap.events).hasSize(4);
        assertThat(states()).filteredOn("sent"::equals).hasSize(4);
        assertThat(states()).filteredOn("waiting"::equals).hasSize(4);
        assertThat(told.order().state()).isEqualTo("ready");

        node.goOn();
        sender.sendWhatIsDue();

        assertThat(heap.events).hasSize(8);
        assertThat(states()).containsOnly("sent");
    }

    private List<String> states() {
        return told.changes().stream().map(ChangeOrders.Told::state).toList();
    }

    private ChangeSender sender(Map<String, String> settings) {
        return new ChangeSender(waiting, heap, TestingSettings.of(ChangeConfig.class, settings), node, clock);
    }
}
