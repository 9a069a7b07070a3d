package io.segue.flags.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagFormTest {

    @ParameterizedTest
    @CsvSource({
        "up:b, b a c",
        "down:b, a c b",
        "up:a, a b c",
        "down:c, a b c",
        "up:gone, a b c",
        "'', a b c",
        "b, a b c"
    })
    void movesAFlagByOneStep(String move, String expected) {
        assertThat(FlagForm.moved(List.of("a", "b", "c"), move)).containsExactly(expected.split(" "));
    }
}
