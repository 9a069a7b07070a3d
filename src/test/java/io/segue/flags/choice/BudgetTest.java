package io.segue.flags.choice;

import static io.segue.flags.TestingFlags.flag;
import static io.segue.flags.TestingFlags.serverOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.flags.Flag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The figures are those of {@code encodeURIComponent(JSON.stringify(flags)).length} in a browser. */
class BudgetTest {

    private static final List<Flag> FLAGS = List.of(
            flag("new-checkout", "true", "false"),
            flag("beta", "true", "false"),
            flag("offer", "\"none\"", "\"a \\\"free\\\" month\""),
            flag("limits", "{\"results\": 20, \"pages\": {\"most\": 2}}", "{\"results\": 100}"),
            serverOnly("billing", "1", "2"));

    @Test
    void needsTheBracesWithoutAnyFlag() {
        assertThat(budget(List.of(), 3_000).bytes()).isEqualTo(6);
    }

    @Test
    void measuresTheLongestValueOfEachFlag() {
        Budget budget = budget(List.of("new-checkout", "beta", "offer"), 3_000);

        assertThat(budget.bytes()).isEqualTo(113);
        assertThat(budget.isEnough()).isTrue();
    }

    @Test
    void measuresJsonAsTheTextThatItBecomes() {
        assertThat(budget(List.of("limits"), 3_000).bytes()).isEqualTo(109);
    }

    @Test
    void measuresTheFieldsOfJsonThatAreChosen() {
        Choice choice = new Choice(
                List.of("limits"), Map.of("limits", List.of("results", "pages.most", "absent")), ReporterOptions.USUAL);

        // {"ld_limits.results":20,"ld_limits.pages.most":2}
        assertThat(Budget.of(choice, BudgetTest::find).bytes()).isEqualTo(67);
    }

    @Test
    void leavesOutFromTheEnd() {
        Budget budget = budget(List.of("new-checkout", "beta", "offer"), 112);

        assertThat(budget.omitted()).containsExactly("offer");
        assertThat(budget.bytes()).isEqualTo(59);
        assertThat(budget.wanted()).isEqualTo(113);
    }

    @Test
    void leavesOutASmallFlagBehindALargeOne() {
        assertThat(budget(List.of("new-checkout", "limits", "beta"), 130).omitted())
                .containsExactly("limits", "beta");
    }

    @Test
    void makesRoomForTheCountOfWhatIsLeftOut() {
        ReporterOptions counting = new ReporterOptions("ld_", 110, false, "ldUserId", "user", false, true, false);
        Choice choice = new Choice(List.of("new-checkout", "beta", "offer"), Map.of(), counting);

        Budget budget = Budget.of(choice, BudgetTest::find);

        assertThat(budget.bytes()).isEqualTo(82);
        assertThat(budget.omitted()).containsExactly("offer");
    }

    @Test
    void countsNothingForWhatBrowsersAreNotGivenOrNobodyKnows() {
        Budget budget = budget(List.of("billing", "gone", "new-checkout"), 3_000);

        assertThat(budget.of()).containsOnlyKeys("new-checkout");
        assertThat(budget.of().get("new-checkout")).isEqualTo(budget.bytes() - 6 + 3);
    }

    @Test
    void cutsALongTextWhereHeapDoes() {
        Flag essay = flag("essay", "\"" + "x".repeat(5_000) + "\"");
        Choice choice = choice(List.of("essay"), 3_000);

        assertThat(Budget.of(choice, key -> Optional.of(essay)).bytes())
                .isEqualTo("%7B%22ld_essay%22%3A%22%22%7D".length() + 1_023);
    }

    @Test
    void leavesRoomForTheOtherCookiesOfATenantWithManyFlags() {
        List<String> many = IntStream.range(0, 200).mapToObj(i -> "flag-" + i).toList();

        Budget budget = Budget.of(choice(many, 3_000), key -> Optional.of(flag(key, "true", "false")));

        assertThat(budget.bytes()).isBetween(2_950, 3_000);
        assertThat(budget.omitted())
                .isEqualTo(many.subList(200 - budget.omitted().size(), 200));
    }

    private static Budget budget(List<String> flags, int room) {
        return Budget.of(choice(flags, room), BudgetTest::find);
    }

    private static Choice choice(List<String> flags, int room) {
        return new Choice(
                flags, Map.of(), new ReporterOptions("ld_", room, false, "ldUserId", "user", false, false, false));
    }

    private static Optional<Flag> find(String key) {
        return Stream.of(FLAGS)
                .flatMap(List::stream)
                .filter(flag -> flag.key().equals(key))
                .findFirst();
    }
}
