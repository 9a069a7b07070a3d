package io.segue.configuration.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.alert.AlertKind;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rule;
import io.segue.alert.target.Target;
import io.segue.configuration.document.ConfigurationReader;
import io.segue.configuration.plan.Step.Action;
import io.segue.sync.hold.HoldPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a document changes of alerts. */
class AlertsPlannerTest {

    private static final Rule SILENT = new Rule(AlertKind.NEAR_LIMIT, false, Optional.of(10), Optional.of(50));

    @Test
    void changesOnlyTheNumbersThatItNames() {
        ConfigurationPlan plan = plan("rules: {run-failing: {warnAt: 30}, quarantine-grew: {}}");

        assertThat(PlanText.of(plan)).startsWith("""
                Plan: 0 to create, 1 to change, 0 to turn off.

                ~ alerts "Runs fail" (line 2, alerts.rules.run-failing)
                    warnAt: 15 minutes -> 30 minutes
                """);
    }

    @Test
    void saysThatNobodyIsToldOfWhatIsTurnedOff() {
        ConfigurationPlan plan = plan("rules: {hold-waiting: off, near-limit: off}");

        assertThat(plan.steps()).hasSize(1);
        assertThat(plan.steps().get(0).action()).isEqualTo(Action.TURN_OFF);
        assertThat(plan.steps().get(0).notes()).containsExactly("Nobody is told of it any more.");
    }

    @Test
    void turnsOnWithTheNumbersThatWereKept() {
        ConfigurationPlan plan = plan("rules: {near-limit: {criticalAt: never}}");

        assertThat(PlanText.of(plan)).contains("    on: false -> true\n    criticalAt: 50 percent -> never\n");
    }

    @Test
    void cannotDoWhatARuleRefuses() {
        assertThat(plan("rules: {run-failing: {warnAt: 241}}").obstacles())
                .extracting(Obstacle::words)
                .containsExactly(
                        "Saving the rule \"Runs fail\": expected that a warning comes before critical, got 241 and"
                                + " 240.");
        assertThat(plan("rules: {run-failing: {warnAt: never, criticalAt: never}}")
                        .obstacles())
                .hasSize(1);
    }

    @Test
    void keepsQuietOrDoesNot() {
        assertThat(PlanText.of(plan("quietHours: {from: \"21:30\", until: \"06:00\", zone: Europe/Berlin}")))
                .contains("quietHours: 22:00 to 07:00, Europe/Berlin -> 21:30 to 06:00, Europe/Berlin");
        assertThat(PlanText.of(plan("quietHours: off"))).contains("22:00 to 07:00, Europe/Berlin -> off");
        assertThat(plan("quietHours: {from: 22:00, until: 07:00, zone: Europe/Berlin}")
                        .steps())
                .as("no quotes are needed")
                .isEmpty();
    }

    @Test
    void makesWhoIsToldByMailAndTurnsThemOff() {
        ConfigurationPlan plan = plan("targets: [{name: Team, kind: email, address: team@example.com, on: false}]");

        assertThat(PlanText.of(plan)).startsWith("""
                Plan: 1 to create, 0 to change, 1 to turn off.

                + target "Team" of alerts (line 2, alerts.targets[0])
                    kind: email
                    address: team@example.com
                    leastLevel: warn

                - target "Team" of alerts (line 2, alerts.targets[0])
                    on: true -> false
                """);
    }

    @Test
    void findsTargetsByTheirNames() {
        ConfigurationPlan plan = plan("""
                targets:
                      - {name: on CALL, kind: email, address: night@example.com, leastLevel: critical}
                      - {name: Ours, kind: webhook, events: [run.ended, alert.raised]}
                """);

        assertThat(PlanText.of(plan)).startsWith("""
                Plan: 0 to create, 2 to change, 0 to turn off.

                ~ target "on CALL" of alerts (line 4, alerts.targets[0])
                    name: On call -> on CALL
                    leastLevel: warn -> critical
                    address: oncall@example.com -> night@example.com

                ~ target "Ours" of alerts (line 5, alerts.targets[1])
                    events: alert.raised, alert.recovered -> alert.raised, run.ended
                """);
        assertThat(plan.leftAlone()).isEmpty();
    }

    @Test
    void makesNoneOfWhichItHasNoSecret() {
        assertThat(plan("targets: [{name: Chat, kind: slack}, {name: Team, kind: email}, {name: Ours, kind: slack}]")
                        .obstacles())
                .extracting(Obstacle::words)
                .satisfiesExactly(
                        words -> assertThat(words).contains("it holds no secret. An editor adds it under Alerts"),
                        words -> assertThat(words).contains("its address is missing here"),
                        words -> assertThat(words).contains("is of the kind webhook, not slack"));
    }

    @Test
    void deletesNothingByAbsence() {
        ConfigurationPlan plan = plan("rules: {}");

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.leftAlone()).containsExactly("2 targets of alerts");
    }

    private static ConfigurationPlan plan(String alerts) {
        String document = "version: 1\nalerts: {}\n"
                .replace(" {}", alerts.contains("\n") ? "\n    " + alerts : " {" + alerts + "}");
        return ConfigurationPlanner.plan(1, present(), ConfigurationReader.read(document.getBytes(UTF_8), false));
    }

    private static Present present() {
        List<Rule> rules = Stream.of(AlertKind.values())
                .map(kind -> kind == AlertKind.NEAR_LIMIT ? SILENT : Rule.usual(kind))
                .toList();
        return new Present(
                300,
                new HoldPolicy(100, 20, false),
                Optional.empty(),
                new PresentAlerts(
                        rules,
                        Optional.of(QuietHours.of("22:00", "07:00", "Europe/Berlin")),
                        List.of(
                                target(1, TargetKind.EMAIL, "On call", "oncall@example.com"),
                                target(2, TargetKind.WEBHOOK, "Ours", "example.com, ends in hook"))),
                List.of(),
                List.of());
    }

    private static Target target(long number, TargetKind kind, String name, String shown) {
        return new Target(
                number,
                "tgt_" + number,
                kind,
                name,
                true,
                Level.WARN,
                EventType.OF_ALERTS,
                shown,
                false,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                "a test",
                Optional.empty());
    }
}
