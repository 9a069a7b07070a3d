package io.segue.inbox.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.intake.Inbox;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment is renamed in Heap: the name of the newest task stands. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RenameTest {

    private static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TOO_LONG = "n".repeat(513);

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Inbox inbox;

    long tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled().id();
    }

    @Test
    void followsTheNewestTask() throws Exception {
        receive(1, 1, "Customers");
        assertThat(name()).isEqualTo("Customers");

        receive(2, 1, "Power users");

        assertThat(name()).isEqualTo("Power users");
    }

    @Test
    void isNotUndoneByALatePage() throws Exception {
        receive(1, 1, "Customers", "\"ann\"");
        receive(3, 1, "Power users", "\"bob\"");

        receive(1, 2, "Customers", "\"eve\"");
        receive(2, 1, "Good customers", "\"joe\"");

        assertThat(name()).isEqualTo("Power users");
        assertThat(rows.count(tenant, "select count(*) from delivery where tenant_id = ? and late"))
                .isEqualTo(2);
    }

    /** Nobody joined or left: all that the newest task says is the name. */
    @Test
    void isNotUndoneByALatePageWhereTheNewestNamesNobody() throws Exception {
        receive(1, 1, "Customers", "\"ann\"");
        receive(3, 1, "Power users");

        receive(2, 1, "Good customers", "\"bob\"");

        assertThat(name()).isEqualTo("Power users");
        assertThat(rows.count(tenant, "select count(*) from segment_member where tenant_id = ? and present"))
                .isEqualTo(2);
    }

    @Test
    void leavesTheNameWhereTheNewOneIsLongerThan512() throws Exception {
        receive(1, 1, "Customers");

        receive(2, 1, TOO_LONG);
        assertThat(name()).isEqualTo("Customers");

        receive(3, 1, TOO_LONG.substring(1));
        assertThat(name()).isEqualTo(TOO_LONG.substring(1));
    }

    @Test
    void callsASegmentByHeapsIdWhoseFirstNameIsLongerThan512() throws Exception {
        receive(1, 1, TOO_LONG);

        assertThat(name()).isEqualTo("607");
    }

    private String name() {
        return rows.texts(tenant, "select name from segment where tenant_id = ?")
                .get(0);
    }

    private void receive(int task, int page, String name) throws Exception {
        receive(task, page, name, "");
    }

    /** One page of three, until it is applied; tasks are numbered in the order in which Heap signed them. */
    private void receive(int task, int page, String name, String member) throws Exception {
        String add = member.isEmpty() ? "" : "{\"id\":" + member + "}";
        String body = """
                {"action_type":"segment.users.sync","data":{"segment":{"id":607,"name":"%s"},"sync_info":\
                {"page_number":%d,"total_pages":3,"sync_task_id":"t%d"},"add":[%s]}}""".formatted(name, page, task, add);
        HookAccess hook = new HookAccess(tenant, true, List.of(), Duration.ofMinutes(5), Optional.empty());
        inbox.receive(hook, body.getBytes(StandardCharsets.UTF_8), BASE.plusSeconds(task), false);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        rows.count(tenant, "select count(*) from delivery where tenant_id = ? and verdict <> 'applied'")
                                == 0);
    }
}
