package io.segue.inbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.intake.Inbox;
import io.segue.inbox.intake.Receipt;
import io.segue.platform.Deflated;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replayed page says what it said, at the place where it said it: the newest word on each member stands. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ReplayTest {

    private static final Instant BASE = Instant.parse("2020-01-01T00:00:00Z");

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Inbox inbox;

    @Inject
    Replays replays;

    long tenant;
    HookAccess hook;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled().id();
        hook = new HookAccess(tenant, true, List.of(), Duration.ofMinutes(5), Optional.empty());
    }

    @Test
    void changesNothingWhereTheSegmentIsAsHeapSaid() throws Exception {
        long first = receive(page("t1", 1, "ann,bob", ""), 1);
        receive(page("t2", 1, "", "bob"), 2);

        replay(first);
        replay(first);

        assertThat(present()).containsExactly("ann");
        assertThat(text("select concat(changed, ' ', joined, ' ', replays, ' ', replay_changed) from delivery"
                        + " where tenant_id = ? and id = " + first))
                .isEqualTo("2 2 2 0");
    }

    @Test
    void letsTheLaterPageOfTheSameTaskStand() throws Exception {
        long first = receive(page("t1", 1, "ann", ""), 1);
        receive(page("t1", 2, "", "ann"), 1);

        replay(first);

        assertThat(present()).isEmpty();
    }

    @Test
    void letsANewerWordStandThatChangedNothingWhenItCame() throws Exception {
        receive(page("t1", 1, "ann", ""), 1);
        receive(page("t3", 1, "ann", ""), 3);
        long stale = receiveStale(page("t2", 1, "bob", "ann"), 2);

        replay(stale);

        assertThat(present()).containsExactly("ann", "bob");
    }

    @Test
    void takesAStalePageForTheOneThatCameInTime() throws Exception {
        long stale = receiveStale(page("t1", 1, "ann", ""), 1);
        assertThat(present()).isEmpty();

        replay(stale);

        assertThat(present()).containsExactly("ann");
        assertThat(text("select verdict || ' ' || verdict_before from delivery where tenant_id = ? and id = " + stale))
                .isEqualTo("applied stale");
        assertThat(text("select pages_applied from task where tenant_id = ?")).isEqualTo("1");
        assertThat(receipt(page("t1", 1, "ann", ""), 1)).isEqualTo(Receipt.DUPLICATE);
        assertThat(receipt(page("t1", 1, "bob", ""), 1)).isEqualTo(Receipt.CONFLICT);
    }

    @Test
    void doesNotBelieveAPageThatItIsOfTheFuture() throws Exception {
        long later = Duration.between(BASE, Instant.now()).toSeconds();
        long stale = receiveStale(page("t1", 1, "ann", ""), later + 3_600);
        replay(stale);

        receive(page("t2", 1, "bob", "ann"), later + 60);

        assertThat(present()).containsExactly("bob");
    }

    @Test
    void putsTheOtherContentOfAPageBehindTheFirst() throws Exception {
        receive(page("t1", 1, "ann,bob", ""), 1);
        long conflict = receive(page("t1", 1, "eve", "ann"), 1);
        assertThat(present()).containsExactly("ann", "bob");

        replay(conflict);

        assertThat(present()).containsExactly("bob", "eve");
    }

    @Test
    void countsAPageOnceWhateverIsReplayedOfIt() throws Exception {
        receive(pageOf(2, "t1", 1, "ann", ""), 1);
        long conflict = receive(pageOf(2, "t1", 1, "bob", ""), 1);

        replay(conflict);
        replay(conflict);

        assertThat(
                        text(
                                "select concat(pages_applied, ' of ', total_pages, completed_at) from task where tenant_id = ?"))
                .isEqualTo("1 of 2");
    }

    @Test
    void readsWhatCouldNotBeReadAndSaysWhatIsStillWrong() throws Exception {
        String unknown = "{\"action_type\":\"segment.users.new\",\"data\":{\"segment\":{\"id\":7}}}";
        assertThat(receipt(unknown, 1)).isEqualTo(Receipt.UNUSABLE);
        long unusable = newest();

        replay(unusable);

        assertThat(text("select verdict || ' ' || replays || ' ' || fault from delivery where tenant_id = ?"))
                .startsWith("unusable 1 ")
                .contains("segment.users.new");
    }

    @Test
    void appliesWhatCanBeReadByNow() throws Exception {
        String page = page("t1", 1, "ann", "");
        assertThat(receipt("{\"action_type\":\"unheard.of\"}", 1)).isEqualTo(Receipt.UNUSABLE);
        long unusable = newest();
        // As if the reader had learnt it since.
        rows.write(tenant, "update delivery set body_size = " + page.length() + " where tenant_id = ? returning 1");
        rows.write(tenant, """
                with of as (select ?::bigint as tenant) update delivery_body b set body = ? from of
                 where b.tenant_id = of.tenant returning 1""", Deflated.deflate(bytes(page)));

        replay(unusable);

        assertThat(present()).containsExactly("ann");
        assertThat(text("select heap_segment_id || ' ' || task_id || ' ' || adds from delivery where tenant_id = ?"))
                .isEqualTo("7 t1 1");
    }

    @Test
    void replaysNoMoreThanWasConfirmed() throws Exception {
        receive(page("t1", 1, "ann", ""), 1);
        ReplayPlan plan = replays.plan(tenant, DeliveryFilter.ALL);
        receive(page("t2", 1, "bob", ""), 2);

        assertThat(replays.replay(tenant, DeliveryFilter.ALL, plan.upTo(), plan.count(), "all", "eve"))
                .isEqualTo(1);
        awaitApplied();
        assertThatThrownBy(() -> replays.replay(tenant, DeliveryFilter.ALL, newest(), plan.count(), "all", "eve"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expected 1 as confirmed, there are 2 now");
    }

    @Test
    void leavesOutWhatHasNoBodyAnyMoreAndWhatCouldOverruleSuch() throws Exception {
        receive(page("t2", 1, "ann", ""), 2);
        receive(page("t3", 1, "bob", ""), 3);
        rows.write(tenant, "delete from delivery_body where tenant_id = ? and id = " + newest() + " returning 1");
        rows.write(
                tenant,
                "update task set first_at = now() - interval '30 days' where tenant_id = ?"
                        + " and task_id = 't3' returning 1");
        receiveStale(page("t1", 1, "", "bob"), 1);

        ReplayPlan plan = replays.plan(tenant, DeliveryFilter.ALL);

        assertThat(plan.count()).isZero();
        assertThat(plan.withoutBody()).isEqualTo(1);
        assertThat(plan.behindGone()).isEqualTo(2);
    }

    @Test
    void tellsTheAuditLogWhoReplayedWhat() throws Exception {
        receive(page("t1", 1, "ann,bob", ""), 1);
        receive(page("t1", 1, "eve", ""), 1);

        replays.replay(tenant, DeliveryFilter.ALL, newest(), 2, "all that are kept", "eve");

        assertThat(rows.audit(tenant))
                .contains("eve replayed deliveries: 2 in all, naming 3 members: 1 applied, 1 conflict");
    }

    @Test
    void knowsNoOtherTenantsDeliveries() throws Exception {
        long theirs = receive(page("t1", 1, "ann", ""), 1);
        long other = tenants.enabled().id();

        assertThat(replays.plan(other, DeliveryFilter.of(theirs)).candidates()).isEmpty();
        assertThatThrownBy(() -> replays.replay(other, DeliveryFilter.of(theirs), theirs, 1, "", "eve"))
                .isInstanceOf(ProblemException.class);
    }

    private void replay(long delivery) {
        replays.replay(tenant, DeliveryFilter.of(delivery), delivery, 1, "one", "eve");
        awaitApplied();
    }

    private long receive(String page, long second) throws Exception {
        receipt(page, second);
        awaitApplied();
        return newest();
    }

    private long receiveStale(String page, long second) throws Exception {
        assertThat(inbox.receive(hook, bytes(page), BASE.plusSeconds(second), true))
                .isEqualTo(Receipt.STALE);
        return newest();
    }

    private Receipt receipt(String page, long second) throws Exception {
        return inbox.receive(hook, bytes(page), BASE.plusSeconds(second), false);
    }

    private void awaitApplied() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> text("select count(*) from delivery where tenant_id = ? and verdict = 'waiting'")
                        .equals("0"));
    }

    private long newest() {
        return rows.count(tenant, "select max(id) from delivery where tenant_id = ?");
    }

    private List<String> present() {
        return rows.texts(
                tenant, "select member_id from segment_member where tenant_id = ? and present order by member_id");
    }

    private String text(String sql) {
        return rows.texts(tenant, sql).get(0);
    }

    private static String page(String task, int number, String add, String remove) {
        return pageOf(number, task, number, add, remove);
    }

    private static String pageOf(int pages, String task, int number, String add, String remove) {
        return "{\"action_type\":\"segment.users.sync\",\"data\":{\"segment\":{\"id\":7,\"name\":\"Seven\"},\"sync_info\":"
                + "{\"page_number\":" + number + ",\"total_pages\":" + pages + ",\"sync_task_id\":\"" + task + "\"},"
                + "\"add\":[" + items(add) + "],\"remove\":[" + items(remove) + "]}}";
    }

    private static String items(String ids) {
        return Arrays.stream(ids.split(","))
                .filter(id -> !id.isEmpty())
                .map(id -> "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(","));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
