package io.segue.sync.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.Connections;
import io.segue.connection.contents.StoredExport.Progress;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.segment.block.Blocks;
import io.segue.sync.TestingContents;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.pace.Enquiries;
import io.segue.sync.verify.VerificationDesk.Difference;
import io.segue.web.Stopping;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What LaunchDarkly says is compared with what it confirmed; what differs is shown and repaired. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class VerificationTest {

    private static final int MEMBERS = 500;

    private final TestingContents contents = new TestingContents();

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingRows rows;

    @Inject
    VerificationDesk desk;

    @Inject
    VerificationStore store;

    @Inject
    SampledKeys sampled;

    @Inject
    ExportedKeys exported;

    @Inject
    Connections connections;

    @Inject
    Enquiries enquiries;

    @Inject
    VerifyConfig config;

    @Inject
    Stopping node;

    @Inject
    OpaqueIds ids;

    @Inject
    Blocks blocks;

    @Inject
    Database database;

    Ordered sync;

    @BeforeEach
    void launchDarklyHoldsWhatItConfirmed() {
        sync = syncs.order(syncs.place(), "997");
        syncs.enter(sync, members(0, MEMBERS));
        syncs.run(sync);
        syncs.sql(
                sync.tenant(),
                "update sync set project_key = 'web', environment_key = 'production', segment_key = 'heap-inbound-997'");
        contents.keys.addAll(List.of(members(0, MEMBERS)));
    }

    @Test
    void findsNothingWhereNothingDiffers() {
        assertThat(verify(false, 100)).satisfies(found -> {
            assertThat(found.isSame()).isTrue();
            assertThat(found.checked()).isEqualTo(100);
        });
        assertThat(verify(true, 0)).satisfies(found -> {
            assertThat(found.isSame()).isTrue();
            assertThat(found.checked()).isEqualTo(MEMBERS);
        });
    }

    @Test
    void spreadsASampleOverTheSegment() {
        for (int i = 0; i < MEMBERS; i += 2) {
            contents.keys.remove(key(i));
        }

        Verification found = verify(false, 100);

        assertThat(found.missing()).isBetween(30L, 70L);
        assertThat(contents.questions()).isEqualTo(100 + (int) found.missing());
    }

    @Test
    void asksForMembersThatLeftToo() {
        syncs.leave(sync, members(0, 10));
        syncs.run(sync);

        Verification found = verify(false, 50);

        assertThat(found.extra()).isEqualTo(10);
        assertThat(differences(found)).contains(new Difference(key(0), "extra"));
    }

    @Test
    void comparesAllByAnExport() {
        contents.keys.remove(key(7));
        contents.keys.add("stranger");

        Verification found = verify(true, 0);

        assertThat(found.missing()).isEqualTo(1);
        assertThat(found.extra()).isEqualTo(1);
        assertThat(found.sure()).isTrue();
        assertThat(differences(found))
                .containsExactly(new Difference("stranger", "extra"), new Difference(key(7), "missing"));
        assertThat(rows.count(sync.tenant(), "select count(*) from exported_key where tenant_id = ?"))
                .isZero();
    }

    @Test
    void hasErasedPeopleRemovedAgainAndWritesThemDownNowhere() {
        long erasure = rows.erasure(sync.tenant(), sync.sync());
        database.doInTenant(
                sync.tenant(),
                connection -> blocks.block(connection, sync.tenant(), erasure, List.of("erased", "unknown")));
        contents.keys.addAll(List.of("erased", "stranger"));

        Verification found = verify(true, 0);
        syncs.awaitQuiet(sync);

        assertThat(differences(found)).containsExactly(new Difference("stranger", "extra"));
        assertThat(found.extra()).isEqualTo(1);
        assertThat(target.calls(sync.place().clientSideId()))
                .last()
                .satisfies(batch -> assertThat(batch.removes()).containsExactly("erased"));
        assertThat(rows.audit(sync.tenant())).contains("Segue found erased people in LaunchDarkly: 1 removed again");
    }

    @Test
    void forgetsWhatIsNoDifferenceOnASecondLook() {
        contents.keys.remove(key(7));
        ask(true, 0);
        step();
        syncs.sql(sync.tenant(), "update verification set next_at = now()");
        syncs.sql(sync.tenant(), "update delivered_key set batch = batch + 1 where key = '" + key(8) + "'");
        contents.keys.remove(key(8));

        step();

        assertThat(newest().missing()).isEqualTo(2);
    }

    @Test
    void waitsWhileLaunchDarklyWrites() {
        contents.write(Progress.GOING_ON);
        ask(true, 0);
        step();
        syncs.sql(sync.tenant(), "update verification set next_at = now()");
        step();

        assertThat(newest().state()).isEqualTo("running");

        contents.write(Progress.FAILED);
        syncs.sql(sync.tenant(), "update verification set next_at = now()");
        step();

        assertThat(newest().state()).isEqualTo("failed");
        assertThat(newest().failure())
                .hasValueSatisfying(words -> assertThat(words.message()).contains("in its own words"));
    }

    @Test
    void repairsWhatDiffers() {
        contents.keys.remove(key(7));
        contents.keys.add("stranger");
        Verification found = verify(true, 0);

        desk.repair(sync.tenant(), numberOf(found), "eve");
        syncs.awaitQuiet(sync);

        assertThat(target.calls(sync.place().clientSideId())).last().satisfies(batch -> {
            assertThat(batch.adds()).containsExactly(key(7));
            assertThat(batch.removes()).containsExactly("stranger");
        });
        assertThat(rows.audit(sync.tenant()))
                .contains(
                        "eve repaired differences with LaunchDarkly: 2 of 2 keys are asserted again with the next run");
        assertThatThrownBy(() -> desk.repair(sync.tenant(), numberOf(found), "eve"))
                .hasMessageContaining("was not repaired yet");
    }

    @Test
    void saysThatTheSegmentIsUnknown() {
        contents.delete();

        Verification found = verify(false, 10);

        assertThat(found.state()).isEqualTo("failed");
        assertThat(found.failure())
                .hasValueSatisfying(words -> assertThat(words.message()).contains("does not know this segment"));
    }

    @Test
    void isTheSameOneForWhoeverAsksMeanwhile() {
        long first = ask(false, 10);

        assertThat(ask(true, 0)).isEqualTo(first);
    }

    @Test
    void sendsEverythingAgainOnAWord() {
        desk.sendAllAgain(sync.tenant(), sync.segment(), sync.place().connection(), "eve");
        syncs.awaitQuiet(sync);

        assertThat(target.calls(sync.place().clientSideId()))
                .last()
                .satisfies(batch -> assertThat(batch.adds()).hasSize(MEMBERS));
    }

    private Verification verify(boolean isExport, int keys) {
        ask(isExport, keys);
        step();
        syncs.sql(sync.tenant(), "update verification set next_at = now() where state = 'running'");
        step();
        return newest();
    }

    private long ask(boolean isExport, int keys) {
        return desk.ask(sync.tenant(), sync.segment(), sync.place().connection(), isExport, keys, "eve");
    }

    private void step() {
        SampleCheck sample = new SampleCheck(store, sampled, contents, enquiries);
        ExportCheck export = new ExportCheck(store, exported, sample, contents, enquiries);
        new VerificationJob(store, sample, export, connections, config, node).runDue();
    }

    private Verification newest() {
        return desk.ofSync(sync.tenant(), sync.sync(), 1).get(0);
    }

    private List<Difference> differences(Verification found) {
        return desk.differences(sync.tenant(), numberOf(found), "", 100);
    }

    private long numberOf(Verification found) {
        return ids.decode(Verification.PREFIX, found.id()).orElseThrow();
    }

    private static String[] members(int from, int to) {
        return IntStream.range(from, to).mapToObj(VerificationTest::key).toArray(String[]::new);
    }

    private static String key(int n) {
        return "user-%04d".formatted(n);
    }
}
