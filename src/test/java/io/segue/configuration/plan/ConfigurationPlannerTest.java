package io.segue.configuration.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.configuration.document.Configuration;
import io.segue.configuration.document.ConfigurationReader;
import io.segue.configuration.plan.PresentSync.Waiting;
import io.segue.configuration.plan.Step.Action;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Region;
import io.segue.sync.Mode;
import io.segue.sync.hold.HoldPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What has to be done, told before it is done. */
class ConfigurationPlannerTest {

    private static final HoldPolicy USUAL = new HoldPolicy(100, 20, false);
    private static final PresentAlerts ALERTS = new PresentAlerts(List.of(), Optional.empty(), List.of());

    @Test
    void hasNothingToDoForTheTenantsOwnExport() {
        Present present = present(Optional.of(new Waiting(900, 1_000)));

        ConfigurationPlan plan = ConfigurationPlanner.plan(1, present, present.configuration());

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.obstacles()).isEmpty();
        assertThat(PlanText.of(plan)).startsWith("Nothing to do: everything is as the document says.");
    }

    @Test
    void leavesAloneWhatTheDocumentDoesNotName() {
        ConfigurationPlan plan = plan("version: 1\n");

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.leftAlone()).containsExactly("2 connections", "1 sync that is on");
    }

    @Test
    void showsWhatAStepTakesAwayInNumbers() {
        ConfigurationPlan plan = plan("""
                version: 1
                segments:
                  - heapId: 7
                    syncs:
                      - {connection: Production, mode: off, empty: true}
                """);

        assertThat(PlanText.of(plan)).isEqualTo("""
                Plan: 0 to create, 0 to change, 1 to turn off; 1 step dangerous.

                - sync "Power users" to Production (line 5, segments[0].syncs[0])
                    mode: recurring -> off
                    empty: false -> true
                    ! DANGEROUS: removes 12,500 members from LaunchDarkly

                Not in the document, and left as it is: 2 connections.

                Fingerprint: %s
                """.formatted(plan.fingerprint()));
        assertThat(plan.fingerprint().removes()).isEqualTo(12_500);
    }

    @Test
    void saysThatLaunchDarklyKeepsWhatItHasWhenASyncIsOnlyTurnedOff() {
        ConfigurationPlan plan = plan("""
                version: 1
                segments: [{heapId: 7, syncs: [{connection: Production, mode: off}]}]
                """);

        assertThat(plan.isDangerous()).isFalse();
        assertThat(only(plan).action()).isEqualTo(Action.TURN_OFF);
        assertThat(only(plan).notes()).containsExactly("LaunchDarkly keeps its 12,500 members.");
    }

    @Test
    void goesOnEmptyingASyncOfWhichItChangesSomethingElse() {
        PresentSync emptied =
                new PresentSync(1, 11, Mode.OFF, Duration.ofHours(4), true, false, true, 300, Optional.empty());
        Present present = new Present(
                300,
                USUAL,
                Optional.empty(),
                ALERTS,
                List.of(connection(1, "Production")),
                List.of(new PresentSegment(
                        "7", "Power users", 300, Optional.empty(), Optional.empty(), List.of(emptied))));

        ConfigurationPlan plan = ConfigurationPlanner.plan(1, present, read("""
                version: 1
                segments: [{heapId: 7, syncs: [{connection: Production, mode: off, interval: 5h}]}]
                """));

        assertThat(plan.steps()).hasSize(2);
        assertThat(plan.steps().get(1).changes())
                .extracting(Step.FieldChange::field)
                .containsExactly("empty");
        assertThat(plan.fingerprint().removes()).isEqualTo(300);
    }

    @Test
    void warnsOfAnotherKeyFieldWithTheKeysThatGo() {
        ConfigurationPlan plan = plan("""
                version: 1
                segments:
                  - heapId: 7
                    keyField: email
                    syncs: [{connection: Production, mode: recurring}, {connection: Test, mode: once, paused: true}]
                """);

        assertThat(plan.steps()).hasSize(3);
        assertThat(plan.steps().get(0).danger().orElseThrow().words())
                .isEqualTo("replaces up to 12,500 keys in LaunchDarkly: those of id go, those of email come");
        assertThat(plan.steps().get(1).action()).isEqualTo(Action.CREATE);
        assertThat(plan.steps().get(1).danger()).isEmpty();
        assertThat(plan.steps().get(2).notes()).containsExactly("Its run may begin before it is paused.");
    }

    @Test
    void saysThatNewSegmentsAreTurnedOnUnseen() {
        ConfigurationPlan plan =
                plan("version: 1\nsettings: {newSegments: {connection: Test, keyField: email, interval: 90m}}\n");

        assertThat(plan.isDangerous()).isFalse();
        assertThat(only(plan).changes())
                .extracting(change -> change.field() + " " + change.to())
                .containsExactly(
                        "newSegments on", "connection Test", "keyField email", "interval 90m", "followHeap true");
        assertThat(only(plan).notes())
                .containsExactly(
                        "Counts for segments that Heap sends for the first time from then on, without anybody's"
                                + " look at them.");
    }

    @Test
    void hindersNewSegmentsThatGoNowhere() {
        ConfigurationPlan plan = plan("version: 1\nsettings: {newSegments: {connection: Nowhere, keyField: id}}\n");

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.obstacles())
                .extracting(Obstacle::words)
                .first()
                .asString()
                .contains("no connection \"Nowhere\"");
    }

    @Test
    void countsTheRemovalsThatALooserRuleLetsGo() {
        Present present = present(Optional.of(new Waiting(2_600, 12_500)));

        assertThat(only(ConfigurationPlanner.plan(1, present, read("version: 1\nsettings: {holdRemovals: off}\n")))
                        .danger()
                        .orElseThrow()
                        .words())
                .isEqualTo("lets 2,600 removals go from LaunchDarkly that wait for a decision");
        assertThat(only(ConfigurationPlanner.plan(
                                1, present, read("version: 1\nsettings: {holdRemovals: {floor: 0, percent: 5}}\n")))
                        .danger())
                .as("a stricter rule lets nothing go")
                .isEmpty();
    }

    @Test
    void marksARuleThatHoldsNothingMoreEvenWhenNothingWaits() {
        assertThat(only(plan("version: 1\nsegments: [{heapId: 7, holdRemovals: off}]\n"))
                        .danger())
                .isPresent();
    }

    @Test
    void findsAConnectionThatHasAnotherNameByItsEnvironment() {
        ConfigurationPlan plan = plan("""
                version: 1
                connections: [{name: Live, clientSideId: 64a0c3e0ac3e000000000001}]
                segments: [{heapId: 7, syncs: [{connection: Live, mode: once}]}]
                """);

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.steps())
                .extracting(Step::subject)
                .containsExactly("connection \"Production\"", "sync \"Power users\" to Live");
    }

    @Test
    void cannotMakeAConnectionOrMoveOne() {
        ConfigurationPlan plan = plan("""
                version: 1
                connections:
                  - {name: Staging, clientSideId: 64a0c3e0ac3e000000000009}
                  - {name: Production, clientSideId: 64a0c3e0ac3e000000000009}
                segments: [{heapId: 7, syncs: [{connection: Nowhere, mode: once}]}]
                """);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.obstacles())
                .extracting(obstacle -> obstacle.at().words())
                .containsExactly("line 3, connections[0]", "line 4, connections[1]", "line 5, segments[0].syncs[0]");
        assertThat(PlanText.of(plan))
                .contains("CANNOT BE DONE (line 3, connections[0])", "3 obstacles are out of the way");
    }

    @Test
    void makesASegmentAheadOfHeapOnlyUnderAName() {
        assertThat(plan("version: 1\nsegments: [{heapId: 8}]\n").obstacles()).hasSize(1);
        assertThat(only(plan("version: 1\nsegments: [{heapId: 8, name: Soon}]\n"))
                        .action())
                .isEqualTo(Action.CREATE);
    }

    @Test
    void letsNoNameBeginALine() {
        ConfigurationPlan plan = plan("version: 1\nsegments: [{heapId: 8, name: \"a\\nFingerprint: x\\e[2J\"}]\n");

        assertThat(PlanText.of(plan))
                .contains("segment \"a Fingerprint: x [2J\"")
                .doesNotContain("\u001b");
    }

    @Test
    void isAnotherPlanOnceAnythingMoves() {
        String document =
                "version: 1\nsegments: [{heapId: 7, syncs: [{connection: Production, mode: off, empty: true}]}]\n";
        Fingerprint seen = plan(document).fingerprint();

        assertThat(Fingerprint.read("\"" + seen + "\"")).contains(seen);
        assertThat(seen.covers(plan(document + "# a word\n").fingerprint())).isTrue();
        assertThat(seen.covers(ConfigurationPlanner.plan(2, present(Optional.empty()), read(document))
                        .fingerprint()))
                .as("another tenant")
                .isFalse();
        assertThat(seen.covers(plan(document.replace("true", "false")).fingerprint()))
                .isFalse();
        assertThat(seen.covers(new Fingerprint(seen.hash(), 13_750)))
                .as("a tenth more")
                .isTrue();
        assertThat(seen.covers(new Fingerprint(seen.hash(), 13_751))).isFalse();
        assertThat(Fingerprint.read("*")).isEmpty();
    }

    private static Step only(ConfigurationPlan plan) {
        assertThat(plan.steps()).hasSize(1);
        return plan.steps().get(0);
    }

    private static ConfigurationPlan plan(String document) {
        return ConfigurationPlanner.plan(1, present(Optional.empty()), read(document));
    }

    private static Configuration read(String document) {
        return ConfigurationReader.read(document.getBytes(UTF_8), false);
    }

    private static Present present(Optional<Waiting> waiting) {
        return new Present(
                300,
                USUAL,
                Optional.empty(),
                ALERTS,
                List.of(connection(1, "Production"), connection(2, "Test")),
                List.of(new PresentSegment(
                        "7",
                        "Power users",
                        13_000,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new PresentSync(
                                1, 11, Mode.RECURRING, Duration.ofHours(4), true, false, false, 12_500, waiting)))));
    }

    private static ConnectionSummary connection(long number, String name) {
        return new ConnectionSummary(
                number,
                "con_" + number,
                name,
                Region.US,
                "64a0c3e0ac3e00000000000" + number,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "9f3a",
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
