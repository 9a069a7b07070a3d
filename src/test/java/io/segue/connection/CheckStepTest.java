package io.segue.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckStepTest {

    @Test
    void readsWhatItWrote() {
        List<CheckStep> steps = List.of(
                CheckStep.passed("One", "Found."),
                CheckStep.failed("Two", "Missing.", "An editor adds it.").withPolicy("{}"));

        assertThat(CheckStep.read(CheckStep.written(steps))).isEqualTo(steps);
    }

    @Test
    void leavesOutWhatOnlyANewerVersionKnows() {
        String stored = """
                [{"name": "One", "verdict": "postponed", "found": "Later.", "remedy": "Wait.", "until": "tomorrow"}]""";

        assertThat(CheckStep.read(stored)).containsExactly(CheckStep.unknown("One", "Later.", "Wait."));
    }

    @Test
    void hasNoStepsWithoutACheck() {
        assertThat(CheckStep.read(null)).isEmpty();
    }
}
