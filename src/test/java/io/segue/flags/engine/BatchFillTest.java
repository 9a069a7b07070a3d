package io.segue.flags.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.flags.HeapUser;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchFillTest {

    private final BatchFill fill = new BatchFill(10, 1_000);

    @Test
    void waitsUntilABatchIsFull() {
        fill.add(users(9, 10));
        assertThat(fill.full()).isEmpty();

        fill.add(users(12, 10));
        assertThat(fill.full()).extracting(List::size).containsExactly(10, 10);
        assertThat(fill.rest()).extracting(List::size).containsExactly(1);
        assertThat(fill.rest()).isEmpty();
    }

    @Test
    void keepsACallBelowItsBytes() {
        fill.add(users(7, 300));

        assertThat(fill.rest()).extracting(List::size).containsExactly(3, 3, 1);
    }

    @Test
    void takesAUserHoweverLarge() {
        fill.add(users(2, 5_000));

        assertThat(fill.rest()).extracting(List::size).containsExactly(1, 1);
    }

    private static List<PlannedUser> users(int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PlannedUser(new HeapUser("user-" + i, Map.of()), i, bytes))
                .toList();
    }
}
