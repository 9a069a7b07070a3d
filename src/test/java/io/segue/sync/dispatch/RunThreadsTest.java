package io.segue.sync.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunThreadsTest {

    @Test
    void runsTasksOnThreadsOfThatNameThatKeepNobodyFromStopping() throws Exception {
        ExecutorService threads = RunThreads.named("run");

        Thread thread = threads.submit(Thread::currentThread).get(10, TimeUnit.SECONDS);
        threads.shutdown();

        assertThat(thread.getName()).startsWith("run");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
