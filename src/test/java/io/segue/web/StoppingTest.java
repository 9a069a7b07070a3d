package io.segue.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node that stops waits for, and how long. */
class StoppingTest {

    private final CountDownLatch answer = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        answer.countDown();
        threads.shutdownNow();
    }

    @Test
    void waitsForWhatIsUnderWayAndTakesNothingNew() throws Exception {
        Stopping node = told(Duration.ofMinutes(1));
        threads.execute(answer::countDown);

        assertThat(node.isStopping()).isTrue();
        assertThat(node.awaitEnd(threads)).isTrue();
        assertThat(answer.getCount()).isZero();
        assertThat(threads.isShutdown()).isTrue();
    }

    @Test
    void whatCannotEndIsCutShortWhenTheTimeOfAllIsUp() throws Exception {
        Stopping node = told(Duration.ZERO);
        threads.execute(this::awaitAnswer);

        assertThat(node.awaitEnd(threads)).isFalse();
    }

    @Test
    void whoHasNothingToDoIsNotCutShortByOthers() throws Exception {
        Stopping node = told(Duration.ZERO);
        threads.submit(answer::countDown).get();

        assertThat(node.awaitEnd(threads)).isTrue();
    }

    /** The delay and the answers under way take of it: it is not begun anew behind them. */
    @Test
    void theTimeOfAllCountsFromTheFirstWord() {
        Stopping node = new Stopping(Duration.ofMillis(1));
        node.begin(new ShutdownDelayInitiatedEvent());
        long ends = node.endsAtNanos();
        node.begin(new ShutdownEvent());

        assertThat(node.isStopping()).isTrue();
        assertThat(node.endsAtNanos()).isEqualTo(ends);
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Stopping told(Duration longestEnd) {
        Stopping node = new Stopping(longestEnd);
        node.begin(new ShutdownEvent());
        return node;
    }
}
