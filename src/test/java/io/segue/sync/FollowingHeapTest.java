package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.SegmentSettledEvent;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sync that follows Heap is asked for in the transaction that applies Heap's last word: no crash lies between them. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class FollowingHeapTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    Database database;

    @Inject
    Event<SegmentSettledEvent> settled;

    Ordered sync;

    @BeforeEach
    void followHeap() {
        sync = syncs.order(syncs.place(), "604");
        syncs.sql(sync.tenant(), "update sync set follow_heap = true");
    }

    @Test
    void theRunIsThereBeforeTheCommit() {
        String waiting = database.inTenant(sync.tenant(), connection -> {
            settled.fire(new SegmentSettledEvent(connection, sync.tenant(), sync.segment()));
            return new Select("select state || ' for ' || cause from run where sync_id = ?", sync.sync())
                    .first(connection, row -> row.getString(1))
                    .orElse("none");
        });

        assertThat(waiting).isEqualTo("waiting for heap");
        syncs.awaitQuiet(sync);
        assertThat(syncs.one(sync, "select state from run")).isEqualTo("succeeded");
    }

    @Test
    void noRunIsThereWhenNothingWasApplied() {
        assertThatThrownBy(() -> database.doInTenant(sync.tenant(), connection -> {
                    settled.fire(new SegmentSettledEvent(connection, sync.tenant(), sync.segment()));
                    throw new IllegalStateException("the node is lost");
                }))
                .hasMessage("the node is lost");

        assertThat(syncs.one(sync, "select count(*) from run")).isEqualTo("0");
    }
}
