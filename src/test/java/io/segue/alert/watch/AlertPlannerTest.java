package io.segue.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.alert.AlertKind;
import io.segue.alert.Level;
import io.segue.alert.rule.Rule;
import io.segue.alert.watch.AlertPlan.Beginning;
import io.segue.alert.watch.AlertPlan.End;
import io.segue.alert.watch.AlertPlan.Rise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration SETTLE = Duration.ofMinutes(5);

    private final AlertPlanner planner = new AlertPlanner(Map.of(), SETTLE, 3);

    @Test
    void tellsWhatIsNew() {
        AlertPlan plan = planner.plan(NOW, List.of(failing("sync:1", 20)), List.of());

        assertThat(plan.beginnings()).containsExactly(new Beginning(failing("sync:1", 20), Level.WARN));
    }

    @Test
    void saysNothingOfWhatWasToldAndGoesOn() {
        AlertPlan plan = planner.plan(
                NOW, List.of(failing("sync:1", 30)), List.of(open("sync:1", Level.WARN, Optional.empty())));

        assertThat(plan).isEqualTo(new AlertPlan(List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void saysNothingOfWhatHasNotLastedLongEnough() {
        assertThat(planner.plan(NOW, List.of(failing("sync:1", 14)), List.of()).beginnings())
                .isEmpty();
    }

    @Test
    void tellsOnceMoreWhenItGotWorse() {
        OpenAlert known = open("sync:1", Level.WARN, Optional.empty());

        AlertPlan plan = planner.plan(NOW, List.of(failing("sync:1", 240)), List.of(known));

        assertThat(plan.rises()).containsExactly(new Rise(known, failing("sync:1", 240), Level.CRITICAL));
    }

    @Test
    void saysNothingWhenItGotOnlyLessBad() {
        AlertPlan plan = planner.plan(
                NOW, List.of(failing("sync:1", 20)), List.of(open("sync:1", Level.CRITICAL, Optional.empty())));

        assertThat(plan.rises()).isEmpty();
        assertThat(plan.ends()).isEmpty();
    }

    @Test
    void believesThatItIsWellOnlyAfterAWhile() {
        OpenAlert fresh = open("sync:1", Level.WARN, Optional.empty());
        OpenAlert soon =
                open("sync:2", Level.WARN, Optional.of(NOW.minus(SETTLE).plusSeconds(1)));
        OpenAlert over = open("sync:3", Level.WARN, Optional.of(NOW.minus(SETTLE)));

        AlertPlan plan = planner.plan(NOW, List.of(), List.of(fresh, soon, over));

        assertThat(plan.looksWell()).containsExactly(fresh);
        assertThat(plan.ends()).containsExactly(new End(over, true));
    }

    @Test
    void takesWhatFlapsForTheSameAlert() {
        OpenAlert known = open("sync:1", Level.WARN, Optional.of(NOW.minusSeconds(60)));

        AlertPlan plan = planner.plan(NOW, List.of(failing("sync:1", 20)), List.of(known));

        assertThat(plan.looksBadAgain()).containsExactly(known);
        assertThat(plan.beginnings()).isEmpty();
        assertThat(plan.ends()).isEmpty();
    }

    @Test
    void endsWhatNobodyWantsToHearOfAtOnce() {
        OpenAlert known = open("sync:1", Level.WARN, Optional.empty());
        Rule off = new Rule(AlertKind.RUN_FAILING, false, Optional.of(15), Optional.of(240));

        AlertPlan plan = new AlertPlanner(Map.of(AlertKind.RUN_FAILING, off), SETTLE, 3)
                .plan(NOW, List.of(failing("sync:1", 500)), List.of(known));

        assertThat(plan.ends()).containsExactly(new End(known, false));
    }

    @Test
    void tellsOfTooManyAsOne() {
        List<Condition> many = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> failing("sync:" + i, 20 + i))
                .toList();

        AlertPlan plan = planner.plan(NOW, many, List.of());

        assertThat(plan.beginnings()).singleElement().satisfies(one -> {
            assertThat(one.condition().subject()).isEqualTo(Condition.MANY);
            assertThat(one.condition().title()).isEqualTo("Runs fail, 50 times at once");
        });
    }

    @Test
    void keepsTellingOneByOneOfWhatWasToldBeforeTheyWereTooMany() {
        OpenAlert known = open("sync:7", Level.WARN, Optional.empty());
        List<Condition> many = new ArrayList<>();
        IntStream.rangeClosed(1, 50).forEach(i -> many.add(failing("sync:" + i, 20)));

        AlertPlan plan = planner.plan(NOW, many, List.of(known));

        assertThat(plan.ends()).isEmpty();
        assertThat(plan.looksWell()).isEmpty();
        assertThat(plan.beginnings())
                .singleElement()
                .extracting(one -> one.condition().title())
                .isEqualTo("Runs fail, 49 times at once");
    }

    private static Condition failing(String subject, long minutes) {
        return new Condition(
                AlertKind.RUN_FAILING, subject, minutes, "Runs of it fail", "…", "/segments", Optional.empty());
    }

    private static OpenAlert open(String subject, Level level, Optional<Instant> wellSince) {
        return new OpenAlert(
                subject.hashCode(),
                AlertKind.RUN_FAILING,
                subject,
                level,
                "Runs of it fail",
                "…",
                "/segments",
                Optional.empty(),
                NOW.minusSeconds(3_600),
                wellSince);
    }
}
