package io.segue.heap;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static io.segue.heap.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.hook.HookState;
import io.segue.inbox.hook.Hooks;
import io.segue.inbox.intake.Inbox;
import io.segue.inbox.intake.Receipt;
import io.segue.inbox.replay.Accounts;
import io.segue.inbox.replay.Replays;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A genuine page of another Heap account waits for an owner: it is neither applied nor lost. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class OtherAccountTest {

    private static final String FIRST = "\"id_token\":\"account-1\",";
    private static final String OTHER = "\"id_token\":\"account-<2>\",";
    private static final String THIRD = "\"id_token\":\"account-3\",";

    @Inject
    TestingTenants tenants;

    @Inject
    TestingHooks testing;

    @Inject
    TestingRows rows;

    @Inject
    Hooks hooks;

    @Inject
    Inbox inbox;

    @Inject
    Accounts accounts;

    @Inject
    Replays replays;

    @Inject
    OpaqueIds ids;

    @Test
    void itsPageIsKeptAndNotApplied() {
        long tenant = tenants.enabled().id();
        TestingHeap heap = testing.heapOf(tenant);
        heap.send(page("t", 1, FIRST)).then().statusCode(200);

        heap.send(page("t", 2, OTHER)).then().statusCode(200).body(containsString("foreign"));

        awaitApplied(tenant);
        assertThat(verdicts(tenant)).containsExactly("1 applied", "2 foreign");
        assertThat(rows.texts(tenant, "select sum(pages_applied)::text from task where tenant_id = ?"))
                .containsExactly("1");
        HookState state = hooks.state(tenant);
        assertThat(state.rules().otherIdToken()).contains("account-<2>");
        assertThat(state.lastRefusal()).isEmpty();
        assertThat(rows.texts(tenant, "select fault from delivery where tenant_id = ? and verdict = 'foreign'"))
                .singleElement()
                .satisfies(fault -> assertThat(fault)
                        .contains("account-<2>", "\"account-1\"", "an owner accepts the new id_token"));
    }

    @Test
    void itsPageThatComesAgainIsCounted() {
        long tenant = tenants.enabled().id();
        TestingHeap heap = testing.heapOf(tenant);
        heap.send(page("t", 1, FIRST)).then().statusCode(200);
        heap.send(page("t", 2, OTHER)).then().statusCode(200);
        heap.send(page("t", 2, OTHER)).then().statusCode(200).body(containsString("foreign"));

        assertThat(rows.texts(
                        tenant, "select duplicates::text from delivery where tenant_id = ? and verdict = 'foreign'"))
                .containsExactly("1");
    }

    /** One that stays would look as if Heap were heard again. */
    @Test
    void itsPageMakesASegmentOnlyWhenAnOwnerAcceptsTheAccount() {
        long tenant = tenants.enabled().id();
        TestingHeap heap = testing.heapOf(tenant);
        heap.send(page("t", 1, FIRST)).then().statusCode(200);
        heap.send(page("u", 2, OTHER).replace("77", "78").replace("Seven", "Eight"))
                .then()
                .statusCode(200);
        awaitApplied(tenant);
        assertThat(segments(tenant)).containsExactly("Seven");

        accounts.accept(tenant, "account-<2>", "an owner");

        awaitApplied(tenant);
        assertThat(segments(tenant)).containsExactly("Eight", "Seven");
        assertThat(verdicts(tenant)).containsExactly("1 applied", "2 applied");
    }

    @Test
    void itsPageThatContradictsAnotherIsNotApplied() {
        long tenant = tenants.enabled().id();
        TestingHeap heap = testing.heapOf(tenant);
        heap.send(page("t", 1, FIRST)).then().statusCode(200);
        heap.send(page("t", 2, OTHER)).then().statusCode(200);
        heap.send(page("t", 2, OTHER).replace("a@", "b@"))
                .then()
                .statusCode(200)
                .body(containsString("foreign"));

        accounts.accept(tenant, "account-<2>", "an owner");

        awaitApplied(tenant);
        assertThat(verdicts(tenant)).containsExactlyInAnyOrder("1 applied", "2 applied", "2 conflict");
    }

    /** A node remembers for seconds what was accepted before. */
    @Test
    void itsPageIsAppliedWhenAnOwnerAcceptsTheAccountMeanwhile() throws Exception {
        long tenant = tenants.enabled().id();
        TestingHeap heap = testing.heapOf(tenant);
        heap.send(page("t", 1, FIRST)).then().statusCode(200);
        heap.send(page("t", 2, OTHER)).then().statusCode(200);
        accounts.accept(tenant, "account-<2>", "an owner");
        HookAccess remembered =
                new HookAccess(tenant, true, List.of(), Duration.ofMinutes(5), Optional.of("account-1"));

        Receipt receipt =
                inbox.receive(remembered, page("t", 3, OTHER).getBytes(StandardCharsets.UTF_8), Instant.now(), false);

        assertThat(receipt).isEqualTo(Receipt.STORED);
        awaitApplied(tenant);
        assertThat(verdicts(tenant)).containsExactly("1 applied", "2 applied", "3 applied");
    }

    @Test
    void noReplayGoesRoundTheOwner() {
        long tenant = tenants.enabled().id();
        TestingHeap heap = testing.heapOf(tenant);
        heap.send(page("t", 1, FIRST)).then().statusCode(200);
        heap.send(page("t", 2, OTHER)).then().statusCode(200);
        heap.signingAt(Instant.now().minusSeconds(1000))
                .send(page("t", 3, THIRD))
                .then()
                .statusCode(403);
        awaitApplied(tenant);

        assertThat(replays.plan(tenant, DeliveryFilter.ALL).foreign()).isEqualTo(2);
        assertThat(replays.plan(tenant, DeliveryFilter.ALL).count()).isEqualTo(1);

        accounts.accept(tenant, "account-3", "an owner");

        assertThat(replays.plan(tenant, DeliveryFilter.ALL).foreign()).isEqualTo(1);
        assertThat(replays.plan(tenant, DeliveryFilter.ALL).count()).isEqualTo(2);
        assertThat(verdicts(tenant)).containsExactly("1 applied", "2 foreign", "3 stale");
    }

    @Nested
    @DisplayName("As owner")
    @TestSecurity(user = "account-owner")
    class AsOwner {

        @Test
        void acceptsTheNewAccountAndItsPagesAreApplied() {
            TenantSummary tenant = tenants.with("account-owner", Role.OWNER);
            TestingHeap heap = testing.heapOf(tenant.id());
            heap.send(page("t", 1, FIRST)).then().statusCode(200);
            heap.send(page("t", 2, OTHER)).then().statusCode(200);
            heap.send(page("t", 3, THIRD)).then().statusCode(200);
            String page = "/t/" + tenant.slug() + "/setup";
            given().get(page)
                    .then()
                    .body(allOf(containsString("account-3"), containsString("Accept the new id_token")));
            String delivery = "/t/" + tenant.slug() + "/inbox/" + foreign(tenant.id(), 2);
            given().get(delivery)
                    .then()
                    .body(allOf(
                            containsString("value=\"account-&lt;2&gt;\""),
                            containsString("Accept the new id_token"),
                            containsString("It cannot be replayed yet")));

            post(delivery, page + "/id-token", Map.of("idToken", "account-<2>"))
                    .then()
                    .statusCode(303);

            heap.send(page("t", 4, OTHER)).then().statusCode(200).body(containsString("stored"));
            heap.send(page("t", 5, FIRST)).then().statusCode(200).body(containsString("foreign"));
            awaitApplied(tenant.id());
            assertThat(verdicts(tenant.id()))
                    .containsExactly("1 applied", "2 applied", "3 foreign", "4 applied", "5 foreign");
            assertThat(rows.audit(tenant.id()))
                    .anySatisfy(line -> assertThat(line).contains("accepted a new id_token"))
                    .anySatisfy(line -> assertThat(line).contains("replayed deliveries: 1 foreign"));
        }

        @Test
        void acceptsNoneButTheOneSeen() {
            TenantSummary tenant = tenants.with("account-owner", Role.OWNER);
            testing.heapOf(tenant.id());
            String page = "/t/" + tenant.slug() + "/setup";

            post(page, page + "/id-token", Map.of("idToken", "account-3"))
                    .then()
                    .statusCode(409)
                    .body(containsString("no call that was set aside names it"));
        }
    }

    @Nested
    @DisplayName("As editor")
    @TestSecurity(user = "account-editor")
    class AsEditor {

        @Test
        void seesWhyItWaitsAndWhoCanAccept() {
            TenantSummary tenant = tenants.with("account-editor", Role.EDITOR);
            TestingHeap heap = testing.heapOf(tenant.id());
            heap.send(page("t", 1, FIRST)).then().statusCode(200);
            heap.send(page("t", 2, OTHER)).then().statusCode(200);

            given().get("/t/" + tenant.slug() + "/inbox?verdict=foreign")
                    .then()
                    .body(allOf(containsString("names another Heap account"), containsString("delivery-foreign")));
            given().get("/t/" + tenant.slug() + "/inbox/" + foreign(tenant.id(), 2))
                    .then()
                    .body(allOf(
                            containsString("An owner can accept it."),
                            containsString("delivery-foreign"),
                            not(containsString("Accept the new id_token</button>"))));
            given().get("/t/" + tenant.slug())
                    .then()
                    .body(containsString("1 of Heap’s calls in the last 3 days: foreign"));
        }
    }

    private String foreign(long tenant, int page) {
        return ids.encode(
                "dlv",
                rows.count(
                        tenant,
                        "select id from delivery where verdict = 'foreign' and page_number = " + page
                                + " and tenant_id = ?"));
    }

    private List<String> segments(long tenant) {
        return rows.texts(tenant, "select name from segment where tenant_id = ? order by name");
    }

    private List<String> verdicts(long tenant) {
        return rows.texts(
                tenant, "select page_number || ' ' || verdict from delivery where tenant_id = ? order by page_number");
    }

    private void awaitApplied(long tenant) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> verdicts(tenant).stream().noneMatch(verdict -> verdict.endsWith("waiting")));
    }
}
