package io.segue.flags.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.engine.TestingWrites.Order;
import io.segue.flags.write.WriteMode;
import io.segue.flags.write.WriteRuns.Untold;
import io.segue.flags.write.WriteRuns.WriteRun;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run writes to Heap, and what it leaves alone. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class WriteRunTest {

    @Inject
    TestingWrites writes;

    @Test
    void writesEveryKnownUserOnceWithValuesAsHeapTakesThem() {
        Order order = writes.order("on", "text", "number", "json");
        order.flags.serve("on", true);
        order.flags.serve("text", "x".repeat(2_000));
        order.flags.serve("number", IntNode.valueOf(20));
        order.flags.serve("json", JsonNodeFactory.instance.objectNode().put("a", 1));
        order.enter(order.segment("a"), "ann", "bob");
        order.enter(order.segment("b"), "bob", "cyd");

        WriteRun run = order.run();

        assertThat(run.state()).isEqualTo("succeeded");
        assertThat(run.users()).isEqualTo(3);
        assertThat(run.written()).isEqualTo(3);
        assertThat(run.calls()).isEqualTo(1);
        assertThat(order.heap.users()).containsOnlyKeys("ann", "bob", "cyd");
        assertThat(order.heap.users().get("bob"))
                .containsEntry("ld_on", "\"true\"")
                .containsEntry("ld_text", "\"" + "x".repeat(1_023) + "\"")
                .containsEntry("ld_number", "20")
                .containsEntry("ld_json", "\"{\\\"a\\\":1}\"");
    }

    @Test
    void writesOnlyWhoseValuesAreOthers() {
        Order order = writes.order("a", "b");
        order.flags.serve("a", false);
        order.flags.serve("b", "x");
        order.enter(order.segment("s"), "ann", "bob", "cyd");
        order.run();
        order.heap.forgetCalls();

        assertThat(order.run().calls()).isZero();
        order.flags.serve("a", "bob", true);

        assertThat(order.run().written()).isEqualTo(1);
        assertThat(order.heap.calls())
                .singleElement()
                .satisfies(call ->
                        assertThat(call).extracting(user -> user.identity()).containsExactly("bob"));
        assertThat(order.heap.users().get("bob")).containsEntry("ld_a", "\"true\"");
    }

    @Test
    void leavesAloneWhoLeftEverySegment() {
        Order order = writes.order("a");
        order.flags.serve("a", false);
        long segment = order.segment("s");
        order.enter(segment, "ann", "bob");
        order.run();
        order.leave(segment, "bob");
        order.flags.serve("a", true);

        order.run();

        assertThat(order.heap.users().get("ann")).containsEntry("ld_a", "\"true\"");
        assertThat(order.heap.users().get("bob")).containsEntry("ld_a", "\"false\"");
    }

    @Test
    void writesMembersOfTheChosenSegmentsOnly() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        long wanted = order.segment("wanted");
        order.enter(wanted, "ann");
        order.enter(order.segment("other"), "bob");
        order.order(WriteMode.RECURRING, "1111111111", wanted);

        order.run();

        assertThat(order.heap.users()).containsOnlyKeys("ann");
    }

    @Test
    void leavesOutWhomItCannotNameForCertain() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        long byId = order.segment("by id");
        long byMail = order.segment("by mail");
        order.one("update segment set key_field = 'mail' where id = " + byMail + " returning 1");
        order.enter(byId, "two-keys", "fine", "x".repeat(256));
        order.enter(byMail, "two-keys", "no-key");
        order.one("update segment_member set key = 'mail@x.test' where segment_id = " + byMail
                + " and member_id = 'two-keys' returning 1");

        WriteRun run = order.run();

        assertThat(order.heap.users()).containsOnlyKeys("fine");
        assertThat(List.of(run.users(), run.ambiguous(), run.withoutKey(), run.tooLong()))
                .containsExactly(4L, 1L, 1L, 1L);
    }

    @Test
    void writesNothingOfWhatCannotBeToldAndSaysSo() {
        Order order = writes.order("a", "b");
        order.flags.serve("a", true);
        order.flags.doNotTell("b", "it looks at the attribute country");
        order.enter(order.segment("s"), "ann", "bob");

        WriteRun run = order.run();

        assertThat(run.untold()).containsExactly(new Untold("b", "it looks at the attribute country", 2));
        assertThat(order.heap.users().get("ann")).containsOnlyKeys("ld_a");
    }

    @Test
    void writesEverybodyAgainInAnotherHeapEnvironmentOrOnAPersonsWord() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        order.enter(order.segment("s"), "ann", "bob");
        order.run();

        order.order(WriteMode.RECURRING, "2222222222");
        assertThat(order.run().written()).isEqualTo(2);

        order.startRun(true);
        WriteRun again = order.run();
        assertThat(again.written()).isEqualTo(2);
        assertThat(again.cause()).isEqualTo("again");
    }

    @Test
    void makesCallsOfAThousandUsers() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        order.enter(
                order.segment("s"),
                IntStream.range(0, 2_500).mapToObj(i -> "user-" + i).toArray(String[]::new));

        WriteRun run = order.run(Map.of("segue.flags.piece", "700"));

        assertThat(run.written()).isEqualTo(2_500);
        assertThat(order.heap.calls()).extracting(List::size).containsExactly(1_000, 1_000, 500);
    }

    @Test
    void deliversTheOthersWhenOneIsRefused() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        order.enter(
                order.segment("s"),
                IntStream.range(0, 1_000).mapToObj(i -> "user-" + i).toArray(String[]::new));
        order.heap.failBefore(
                users -> users.stream().anyMatch(user -> user.identity().equals("user-777"))
                        ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "Heap says: no such user"))
                        : Optional.empty());

        WriteRun run = order.run();

        assertThat(run.state()).isEqualTo("succeeded");
        assertThat(run.written()).isEqualTo(999);
        assertThat(run.refused()).isEqualTo(1);
        assertThat(run.calls()).isLessThanOrEqualTo(21);
        assertThat(order.refused()).singleElement().satisfies(one -> {
            assertThat(one.identity()).isEqualTo("user-777");
            assertThat(one.reason()).isEqualTo("Heap says: no such user");
        });
        // It is left alone as it is, and tried again with another value.
        order.heap.forgetCalls();
        assertThat(order.run().calls()).isZero();
        order.heap.work();
        order.flags.serve("a", "user-777", false);
        assertThat(order.run().written()).isEqualTo(1);
        assertThat(order.refused()).isEmpty();
    }

    @Test
    void stopsWhenNobodyAtAllIsTaken() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        order.enter(
                order.segment("s"),
                IntStream.range(0, 1_000).mapToObj(i -> "user-" + i).toArray(String[]::new));
        order.heap.failBefore(users -> Optional.of(VendorFailure.of(Kind.REJECTED, 400, "app_id is unknown")));

        WriteRun run = order.run();

        assertThat(run.state()).isEqualTo("failed");
        assertThat(run.failure()).contains("app_id is unknown");
        assertThat(run.calls()).isLessThan(40);
        assertThat(order.refused()).isEmpty();
        assertThat(order.state()).isEqualTo("stopped");
    }

    @Test
    void writesTheNewCause() {
        Order order = writes.order("a");
        order.flags.serve("a", true);

        assertThat(order.run().cause()).isEqualTo("first");
        assertThat(order.run().cause()).isEqualTo("schedule");
        assertThat(Set.of(order.state())).containsExactly("ready");
        assertThat(order.one("select extract(epoch from next_run_at - now())::bigint from flag_write"))
                .isBetween(0L, 4 * 3_600L);
    }
}
