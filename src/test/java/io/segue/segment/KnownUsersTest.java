package io.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.segment.KnownUsers.KnownUser;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everybody whom Heap named, each once. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class KnownUsersTest {

    @Inject
    KnownUsers users;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    long tenant;

    @BeforeEach
    void enable() {
        tenant = tenants.enabled().id();
    }

    @Test
    void namesEachOnceInOrderPieceByPiece() {
        long a = segment("a", "id");
        long b = segment("b", null);
        enter(a, "ann", null);
        enter(a, "bob", null);
        enter(b, "bob", null);
        enter(b, "cyd", null);

        List<String> found = new ArrayList<>();
        String last = "";
        List<KnownUser> piece = users.after(tenant, List.of(), last, 2);
        while (!piece.isEmpty()) {
            piece.forEach(user -> found.add(user.id()));
            last = found.get(found.size() - 1);
            piece = users.after(tenant, List.of(), last, 2);
        }

        assertThat(found).containsExactly("ann", "bob", "cyd");
        assertThat(users.after(tenant, List.of(b), "", 10))
                .extracting(KnownUser::id)
                .containsExactly("bob", "cyd");
    }

    @Test
    void tellsTheKeyOfWhicheverSegmentKnowsIt() {
        long byId = segment("a", "id");
        long byMail = segment("b", "mail");
        enter(byMail, "ann", "ann@example.com");
        enter(byMail, "bob", null);
        enter(byMail, "cyd", "cyd@example.com");
        enter(byId, "cyd", null);
        enter(byMail, "cyd2", "cyd2");
        enter(byId, "cyd2", null);

        assertThat(users.after(tenant, List.of(), "", 10))
                .containsExactly(
                        new KnownUser("ann", Optional.of("ann@example.com"), false),
                        new KnownUser("bob", Optional.empty(), false),
                        new KnownUser("cyd", Optional.of("cyd"), true),
                        new KnownUser("cyd2", Optional.of("cyd2"), false));
    }

    @Test
    void forgetsWhoLeftEverySegmentAndKnowsNobodyOfOtherTenants() {
        long a = segment("a", "id");
        enter(a, "ann", null);
        rows.write(tenant, "update segment_member set present = false where tenant_id = ? returning segment_id");

        assertThat(users.after(tenant, List.of(), "", 10)).isEmpty();
        enter(a, "bob", null);
        assertThat(users.after(tenants.enabled().id(), List.of(), "", 10)).isEmpty();
        assertThat(users.after(tenant, List.of(), "", 10)).hasSize(1);
    }

    private long segment(String name, @Nullable String keyField) {
        return rows.write(
                tenant,
                "insert into segment (tenant_id, heap_id, name, key_field) values (?, ?, ?, ?) returning id",
                name,
                name,
                keyField);
    }

    private void enter(long segment, String id, @Nullable String key) {
        rows.write(
                tenant,
                "insert into segment_member (tenant_id, segment_id, member_id, key, present, seq, task_order)"
                        + " values (?, ?, ?, ?, true, 1, 1) returning segment_id",
                segment,
                id,
                key);
    }
}
