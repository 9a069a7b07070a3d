package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.kill.Cell.Nth;
import io.segue.kill.agent.Breakage;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The most telling squares of the kill matrix, and whether it notices when a rule is broken that everything rests on;
 * {@link WholeKillMatrixIT} has all of them.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class KillMatrixIT {

    @TempDir
    static Path folder;

    static TestingCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new TestingCluster(folder, Map.of());
    }

    @AfterEach
    void keepRules() {
        cluster.failpoints.watchNothing();
        cluster.failpoints.keepRules();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static Stream<Cell> cells() {
        return Stream.of(new Cell("F10", Nth.SECOND, 1), new Cell("F14", Nth.FIRST, 1));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void losesNothingWhereverItIsKilled(Cell cell) {
        new KillScenario(cluster, cell).play(cluster::kill);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F4", "F16"})
    void losesNothingWhenThePostmasterIsKilled(String point) {
        new KillScenario(cluster, new Cell(point, Nth.FIRST, 1)).play(pid -> cluster.server.crash());
    }

    @Test
    void looksWhetherConfirmationsThatItNeverHeardOfWereCommitted() {
        new KillScenario(cluster, new Cell("F16", Nth.FIRST, 1)).play(pid -> breakConnections());
    }

    @Tag("wide")
    @Test
    void looksWhetherPagesThatItNeverHeardOfWereCommitted() {
        new KillScenario(cluster, new Cell("F4", Nth.FIRST, 1)).play(pid -> breakConnections());
    }

    @Test
    void aNodeThatStoodStillRepairsWhatItSendsTooLate() {
        new Zombie(cluster).play();
    }

    @Test
    void noticesAnAnswerBeforeTheCommit() {
        KillScenario scenario = begun(new Cell("F6", Nth.FIRST, 1), Breakage.ACK_BEFORE_COMMIT);

        assertThatThrownBy(() -> scenario.goOn(cluster::kill))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("I1: the acknowledged page");
    }

    @Tag("wide")
    @Test
    void noticesThatKeysCountAsDeliveredBeforeTheCall() {
        KillScenario scenario = begun(new Cell("F13", Nth.FIRST, 1), Breakage.DELIVERED_BEFORE_THE_CALL);

        assertThatThrownBy(() -> scenario.goOn(cluster::kill))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("I2: ");
    }

    @Tag("wide")
    @Test
    void noticesThatTheFenceIsGone() {
        cluster.failpoints.breakRule(Breakage.NO_FENCE);

        assertThatThrownBy(() -> new Zombie(cluster).play())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("I2: ");
    }

    private static KillScenario begun(Cell cell, Breakage breakage) {
        KillScenario scenario = new KillScenario(cluster, cell);
        scenario.begin();
        cluster.failpoints.breakRule(breakage);
        return scenario;
    }

    private static void breakConnections() {
        cluster.server.breakConnectionsBehindTheQuestion();
        CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(cluster.server::breakConnections);
    }
}
