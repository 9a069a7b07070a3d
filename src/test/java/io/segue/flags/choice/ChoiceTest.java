package io.segue.flags.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

    @Test
    void takesEachFlagOnce() {
        assertThat(new Choice(List.of("a", "b", "a"), Map.of(), ReporterOptions.USUAL).flags())
                .containsExactly("a", "b");
    }

    @Test
    void keepsFieldsOfChosenFlagsOnly() {
        Choice choice = new Choice(List.of("a"), Map.of("a", List.of("x.y"), "b", List.of("z")), ReporterOptions.USUAL);

        assertThat(choice.fields()).isEqualTo(Map.of("a", List.of("x.y")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a'", "</script>", "ä"})
    void refusesWhatIsNoKey(String key) {
        assertThatThrownBy(() -> new Choice(List.of(key), Map.of(), ReporterOptions.USUAL))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expected keys as LaunchDarkly has them");
    }

    @Test
    void refusesMoreThanCouldFit() {
        List<String> many = IntStream.range(0, 501).mapToObj(i -> "flag-" + i).toList();

        assertThatThrownBy(() -> new Choice(many, Map.of(), ReporterOptions.USUAL))
                .hasMessage("Choosing flags: expected at most 500, got 501.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "'", "a b", "."})
    void refusesWhatIsNoField(String field) {
        assertThatThrownBy(() -> new Choice(List.of("a"), Map.of("a", List.of(field)), ReporterOptions.USUAL))
                .hasMessageContaining("Choosing fields of a");
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 3_901})
    void refusesABudgetThatNoCookieHas(int bytes) {
        assertThatThrownBy(() -> new ReporterOptions("ld_", bytes, false, "ldUserId", "user", false, false, false))
                .hasMessageContaining("expected 100 to 3900 bytes, got " + bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "it's", "<", "x23456789012345678901"})
    void refusesAPrefixThatIsNone(String prefix) {
        assertThatThrownBy(() -> new ReporterOptions(prefix, 3_000, false, "ldUserId", "user", false, false, false))
                .hasMessageContaining("Setting the prefix");
    }

    @Test
    void leavesHeapItsOwnName() {
        assertThatThrownBy(() -> new ReporterOptions("ld_", 3_000, false, "ID", "user", false, false, false))
                .hasMessageContaining("expected another name than id");
    }

    @Test
    void tellsWhatChanged() {
        Choice before = new Choice(List.of("a", "b", "c"), Map.of(), ReporterOptions.USUAL);
        Choice after = new Choice(
                List.of("c", "a", "d"),
                Map.of(),
                new ReporterOptions("ld_", 2_000, true, "ldUserId", "user", false, false, false));

        assertThat(new ChoiceChange(before, after).words())
                .isEqualTo("added d; took out b; changed the order; budget 2000 bytes, user properties too");
        assertThat(new ChoiceChange(before, before).isNone()).isTrue();
    }
}
