package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.sync.SentKeys.Direction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a call carried can be told afterwards, key by key. */
class SentKeysTest {

    @Test
    void tellsHowAKeyWent() {
        SentKeys keys = SentKeys.of(new Batch(List.of("ann", "zoë"), List.of("bob\nbob")));

        assertThat(SentKeys.find(keys.stored(), "zoë")).contains(Direction.ADDED);
        assertThat(SentKeys.find(keys.stored(), "bob\nbob")).contains(Direction.REMOVED);
        assertThat(SentKeys.find(keys.stored(), "bob")).isEmpty();
    }

    @Test
    void spansTheKeysInTheOrderOfTheDatabase() {
        // In UTF-8 the emoji comes last, in Java's order of strings the other one does.
        SentKeys keys = SentKeys.of(new Batch(List.of("\uFF5E", "\uD83D\uDE00"), List.of("a")));

        assertThat(keys.first()).isEqualTo("a");
        assertThat(keys.last()).isEqualTo("\uD83D\uDE00");
    }

    @Test
    void takesLittleRoom() {
        List<String> adds = IntStream.range(0, 1_000)
                .mapToObj(n -> "user-" + n + "@example.com")
                .toList();

        assertThat(SentKeys.of(new Batch(adds, List.of())).stored()).hasSizeLessThan(10_000);
    }
}
