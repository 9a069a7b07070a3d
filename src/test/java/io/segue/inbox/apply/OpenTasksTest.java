package io.segue.inbox.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.intake.Inbox;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a task counts as here, as quiet, and as incomplete. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class OpenTasksTest {

    private static final String STATE = """
            select concat_ws(' ', case when completed_at is not null then 'complete' end,
                   case when quiet_at is not null then 'quiet' end, case when incomplete_at is not null then 'incomplete' end)
              from task""";

    @Inject
    TestingSyncs syncs;

    @Inject
    Inbox inbox;

    @Inject
    InboxJobs jobs;

    Ordered sync;

    @BeforeEach
    void followHeap() {
        sync = syncs.order(syncs.place(), "606");
        syncs.sql(sync.tenant(), "update sync set follow_heap = true");
    }

    @Test
    void isQuietThenIncompleteUntilItsMissingPageComes() throws Exception {
        receive(1, 2);
        assertThat(syncs.one(sync, STATE)).isEmpty();
        assertThat(runs()).isEqualTo("0");

        closeTasksAfter("2 minutes");
        assertThat(syncs.one(sync, STATE)).isEqualTo("quiet");
        assertThat(runs()).as("the sync that follows Heap").isEqualTo("1");
        syncs.awaitQuiet(sync);

        closeTasksAfter("31 minutes");
        assertThat(syncs.one(sync, STATE)).isEqualTo("quiet incomplete");
        assertThat(runs()).isEqualTo("1");

        receive(2, 2);
        assertThat(syncs.one(sync, STATE)).isEqualTo("complete");
        assertThat(runs()).isEqualTo("2");
        syncs.awaitQuiet(sync);
    }

    @Test
    void leavesTheTimeOfATaskThatWasIncompleteBefore() throws Exception {
        receive(1, 2);
        closeTasksAfter("31 minutes");
        String before = "select concat(quiet_at, incomplete_at) from task where task_id = 'task'";
        String marked = syncs.one(sync, before);
        receive("next", 1, 2);

        closeTasksAfter("32 minutes");

        assertThat(syncs.one(sync, before)).isEqualTo(marked);
        assertThat(syncs.one(sync, "select count(*) from task where incomplete_at is not null"))
                .isEqualTo("2");
    }

    @Test
    void isCompleteOnceQuietWhenItsPagesGoFromZeroToOneLessThanTheirNumber() throws Exception {
        receive(0, 2);
        receive(1, 2);
        assertThat(syncs.one(sync, STATE)).as("page 2 may still come").isEmpty();

        closeTasksAfter("2 minutes");

        assertThat(syncs.one(sync, STATE)).isEqualTo("complete quiet");
        assertThat(runs()).isEqualTo("1");
        assertThat(syncs.one(sync, "select count(*) from segment_member where present"))
                .isEqualTo("2");
        syncs.awaitQuiet(sync);
    }

    @Test
    void isCompleteAtOnceWhenItsPagesGoFromZeroToTheirNumber() throws Exception {
        receive(0, 2);
        receive(1, 2);
        assertThat(runs()).isEqualTo("0");

        receive(2, 2);

        assertThat(syncs.one(sync, STATE)).isEqualTo("complete");
        assertThat(runs()).isEqualTo("1");
        syncs.awaitQuiet(sync);
    }

    @Test
    void isNotCompleteWhenAPageBetweenZeroAndTheLastIsMissing() throws Exception {
        receive(2, 2);
        receive(0, 2);

        closeTasksAfter("2 minutes");

        assertThat(syncs.one(sync, STATE)).isEqualTo("quiet");
        assertThat(syncs.one(sync, "select concat(pages_applied, ' of ', total_pages) from task"))
                .isEqualTo("2 of 3");
        syncs.awaitQuiet(sync);
    }

    private void closeTasksAfter(String interval) {
        syncs.sql(sync.tenant(), "update task set last_at = now() - interval '" + interval + "'");
        jobs.closeTasks();
    }

    /** Those that Heap was the cause of. */
    private String runs() {
        return syncs.one(sync, "select count(*) from run where cause = 'heap'");
    }

    private void receive(int page, int total) throws Exception {
        receive("task", page, total);
    }

    /** With one member of its own, until it is applied. */
    private void receive(String task, int page, int total) throws Exception {
        String body = """
                {"action_type":"segment.users.sync","data":{"segment":{"id":606,"name":"Any"},"sync_info":\
                {"page_number":%d,"total_pages":%d,"sync_task_id":"%s"},"add":[{"id":"%s%d"}]}}""".formatted(page, total, task, task, page);
        HookAccess hook = new HookAccess(sync.tenant(), true, List.of(), Duration.ofMinutes(5), Optional.empty());
        inbox.receive(hook, body.getBytes(StandardCharsets.UTF_8), Instant.now(), false);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> syncs.one(sync, "select count(*) from delivery where verdict <> 'applied'")
                        .equals("0"));
    }
}
