package io.segue.sync.preview;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingTenants;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.erasure.TestingErasures;
import io.segue.platform.OpaqueIds;
import io.segue.segment.Segments;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the preview says is what the run then does. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PreviewTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Previews previews;

    @Inject
    Segments segments;

    @Inject
    TestingErasures erasures;

    @Inject
    OpaqueIds ids;

    Ordered sync;

    @BeforeEach
    void order() {
        sync = syncs.order(syncs.place(), "980");
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void countsTheFirstRun() {
        syncs.enter(sync, members(0, 2_500));

        assertSameAsRun(preview());
    }

    @Test
    void countsWhatIsAddedAndRemovedSince() {
        syncs.enter(sync, members(0, 50));
        syncs.run(sync);
        syncs.leave(sync, members(0, 7));
        syncs.enter(sync, members(50, 62));

        Preview preview = preview();

        assertThat(preview.adds()).isEqualTo(12);
        assertThat(preview.removes()).isEqualTo(7);
        assertThat(preview.someRemoves()).contains("user-0000");
        assertSameAsRun(preview);
        assertThat(preview().isNothing()).isTrue();
    }

    @Test
    void countsWhatIsAssertedAgainAfterACallWithoutAnEnd() {
        syncs.enter(sync, "ann", "bob");
        target.failAfter(batch -> Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 0, "broke")));
        syncs.run(sync);
        target.work();
        syncs.leave(sync, "bob");

        Preview preview = preview();

        assertThat(preview.adds()).isEqualTo(1);
        assertThat(preview.removes()).isEqualTo(1);
        assertSameAsRun(preview);
    }

    @Test
    void leavesQuarantinedKeysOut() {
        syncs.enter(sync, "ann", "bad");
        target.failBefore(batch -> batch.adds().contains("bad")
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "no"))
                : Optional.empty());
        syncs.run(sync);

        Preview preview = preview();

        assertThat(preview.quarantined()).isEqualTo(1);
        assertThat(preview.adds()).isZero();
    }

    @Test
    void tellsWhichRemovalsWouldBeHeld() {
        syncs.enter(sync, members(0, 1_000));
        syncs.run(sync);
        syncs.leave(sync, members(0, 500));
        syncs.enter(sync, "new");

        Preview preview = preview();

        assertThat(preview.held()).isEqualTo(500);
        assertThat(preview.calls()).isEqualTo(1);
    }

    @Test
    @TestSecurity(user = "preview-editor")
    void givesAllAsCsvAndRebuildsOnAWord() {
        tenants.join(sync.tenant(), "preview-editor", Role.EDITOR);
        syncs.enter(sync, "ann", "=bob");
        String page =
                "/t/" + syncs.one(sync, "select slug from tenant") + "/segments/" + ids.encode("seg", sync.segment());
        String connection = ids.encode("con", sync.place().connection());

        assertThat(given().get(page + "/preview/csv?connection=" + connection).asString())
                .isEqualTo("\"change\",\"key\"\r\n\"add\",\"'=bob\"\r\n\"add\",\"ann\"\r\n");

        TestingForms.post(
                        page + "/preview?connection=" + connection, page + "/rebuild", Map.of("connection", connection))
                .then()
                .statusCode(303);
        syncs.awaitQuiet(sync);
        assertThat(target.held(sync.place().clientSideId(), "980")).containsExactly("=bob", "ann");
        assertThat(syncs.one(sync, "select cause from run order by id desc limit 1"))
                .isEqualTo("rebuild");
    }

    @Test
    void aRefusedRemovalThatIsTriedAgainDoesNotWaitWithOthers() {
        syncs.enter(sync, "aaa");
        syncs.enter(sync, members(0, 10));
        syncs.run(sync);
        target.failBefore(batch -> batch.removes().contains("aaa")
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "not this one"))
                : Optional.empty());
        syncs.leave(sync, "aaa");
        syncs.run(sync);
        target.work();
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 0, hold_percent = 1");
        syncs.leave(sync, members(0, 10));

        Preview preview = preview();
        syncs.run(sync);

        assertThat(preview.removes()).isEqualTo(11);
        assertThat(preview.held()).isEqualTo(10);
        assertThat(target.held(sync.place().clientSideId(), "980")).containsExactly(members(0, 10));
    }

    @Test
    @TestSecurity(user = "preview-viewer")
    void theFileTellsWhatWouldWaitFromWhatWouldGo() {
        tenants.join(sync.tenant(), "preview-viewer", Role.VIEWER);
        syncs.enter(sync, "aaa", "bea", "cid", "dot");
        syncs.run(sync);
        target.failBefore(batch -> batch.removes().contains("aaa")
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "not this one"))
                : Optional.empty());
        syncs.leave(sync, "aaa");
        syncs.run(sync);
        target.work();
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 0, hold_percent = 0");
        syncs.leave(sync, "bea", "cid");
        syncs.enter(sync, "eve");

        assertThat(file())
                .isEqualTo("\"change\",\"key\"\r\n\"remove\",\"aaa\"\r\n\"hold\",\"bea\"\r\n"
                        + "\"hold\",\"cid\"\r\n\"add\",\"eve\"\r\n");
    }

    @Test
    @TestSecurity(user = "preview-viewer")
    void nobodyWhoWasErasedIsAddedWhateverTheKeyFieldIs() {
        tenants.join(sync.tenant(), "preview-viewer", Role.VIEWER);
        syncs.receive(sync, "{\"id\":\"u1\",\"mail\":\"ann@x.test\"},{\"id\":\"u2\",\"mail\":\"bob@x.test\"}", "");
        syncs.run(sync);
        erasures.erase(sync, "ann@x.test");
        syncs.keyBy(sync, "mail");
        syncs.sql(sync.tenant(), "delete from delivered_key where key like '%x.test'");

        Preview preview = preview();

        assertThat(preview.adds()).isEqualTo(1);
        assertThat(preview.someAdds()).containsExactly("bob@x.test");
        assertThat(preview.quarantined()).isZero();
        assertThat(file()).isEqualTo("\"change\",\"key\"\r\n\"add\",\"bob@x.test\"\r\n");
    }

    private String file() {
        return given().get("/t/" + syncs.one(sync, "select slug from tenant") + "/segments/"
                        + ids.encode("seg", sync.segment()) + "/preview/csv?connection="
                        + ids.encode("con", sync.place().connection()))
                .asString();
    }

    private Preview preview() {
        return previews.of(
                sync.tenant(),
                segments.find(sync.tenant(), sync.segment()).orElseThrow(),
                sync.place().connection());
    }

    private void assertSameAsRun(Preview preview) {
        syncs.run(sync);
        assertThat(syncs.one(sync, "select adds || ' ' || removes || ' ' || calls from run order by id desc limit 1"))
                .isEqualTo(preview.adds() + " " + preview.removes() + " " + preview.calls());
    }

    private static String[] members(int from, int to) {
        return IntStream.range(from, to).mapToObj("user-%04d"::formatted).toArray(String[]::new);
    }
}
