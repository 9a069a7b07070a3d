package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No call that carried a key is missed, and few others are opened. */
class KeyMarksTest {

    private static final List<String> KEYS = keys("user-");

    @Test
    void missNoKey() {
        byte[] marks = marks(KEYS);

        assertThat(KEYS).allMatch(key -> mayHold(marks, key));
    }

    @Test
    void letFewOthersThrough() {
        byte[] marks = marks(KEYS);

        assertThat(keys("other-").stream().filter(key -> mayHold(marks, key)).count())
                .isLessThan(10);
    }

    @Test
    void takeTwoKilobytesForAThousandKeysAndLittleForFew() {
        assertThat(marks(KEYS)).hasSize(2_048);
        assertThat(marks(List.of("ann"))).hasSize(8);
    }

    private static List<String> keys(String prefix) {
        return IntStream.range(0, 1_000).mapToObj(n -> prefix + n).toList();
    }

    private static byte[] marks(List<String> keys) {
        return KeyMarks.of(
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList());
    }

    /** As PostgreSQL's get_bit counts bits. */
    private static boolean mayHold(byte[] marks, String key) {
        return KeyMarks.places(key).stream().allMatch(place -> {
            int bit = place & (marks.length * 8 - 1);
            return (marks[bit / 8] >> (bit % 8) & 1) == 1;
        });
    }
}
