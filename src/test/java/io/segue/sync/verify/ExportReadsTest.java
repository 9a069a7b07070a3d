package io.segue.sync.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingReads;
import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.erase.ErasedKeys;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An export is compared before PostgreSQL has statistics of it: each key is read a few times all the same. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ExportReadsTest {

    private static final int KEYS = 2_000;

    @Inject
    TestingSyncs syncs;

    @Inject
    VerificationDesk desk;

    @Inject
    VerificationStore store;

    @Inject
    ErasedKeys erased;

    @Inject
    Audit audit;

    @Inject
    Database database;

    /** Also counts the rows of keys that PostgreSQL looked at, those that it then passed over among them. */
    private static class CountingStore extends VerificationStore {

        private long reads;

        CountingStore(Database database) {
            super(database);
        }

        @Override
        void write(VerificationClaim claim, Database.Task task) {
            super.write(claim, connection -> {
                task.on(connection);
                reads = TestingReads.of(connection, "exported_key", "delivered_key");
            });
        }
    }

    @Test
    void whenItIsCompared() {
        Ordered sync = syncs.order(syncs.place(), "998");
        syncs.enter(sync, IntStream.range(0, KEYS).mapToObj(n -> "u" + n).toArray(String[]::new));
        syncs.run(sync);
        syncs.sql(
                sync.tenant(),
                "update sync set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-998'");
        desk.ask(sync.tenant(), sync.segment(), sync.place().connection(), true, 0, "owner");
        VerificationClaim claim = store.claim(100).stream()
                .filter(one -> one.tenant() == sync.tenant())
                .findAny()
                .orElseThrow();
        CountingStore counting = new CountingStore(database);
        ExportedKeys exported = new ExportedKeys(database, counting, erased, audit);
        exported.add(claim, IntStream.range(1, KEYS + 2).mapToObj(n -> "u" + n).toList());

        assertThat(exported.compare(claim, store.start(claim))).isEqualTo(new ExportedKeys.Count(1, 2));

        assertThat(counting.reads).isBetween((long) KEYS, 20L * KEYS);
    }
}
