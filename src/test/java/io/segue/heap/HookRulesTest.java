package io.segue.heap;

import static io.restassured.RestAssured.given;
import static io.segue.heap.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.inbox.hook.HookSettings;
import io.segue.inbox.hook.Hooks;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** By what a genuine call is judged further: its time, and the Heap account that it names. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HookRulesTest {

    private static final String FIRST = "\"id_token\":\"account-1\",";
    private static final String OTHER = "\"id_token\":\"account-<2>\",";

    @Inject
    TestingTenants tenants;

    @Inject
    TestingHooks testing;

    @Inject
    Hooks hooks;

    @Inject
    HookSettings settings;

    @Test
    void aCallWithoutAnIdTokenIsTaken() {
        TestingHeap heap = testing.heapOf(tenants.enabled().id());

        heap.send(page("t", 1, "")).then().statusCode(200);
        heap.send(page("t", 2, FIRST)).then().statusCode(200);
        heap.send(page("t", 3, "\"id_token\":null,")).then().statusCode(200);
        heap.send(page("t", 4, OTHER)).then().body(containsString("foreign"));
    }

    @Test
    void nothingIsLearnedFromAStaleCall() {
        long tenant = tenants.enabled().id();
        TestingHeap heap = testing.heapOf(tenant);

        heap.signingAt(Instant.now().minusSeconds(1000))
                .send(page("t", 1, OTHER))
                .then()
                .statusCode(403);

        assertThat(hooks.state(tenant).rules().idToken()).isEmpty();
    }

    @Test
    void theWindowIsTheTenants() {
        long tenant = tenants.enabled().id();
        TestingHeap heap = testing.heapOf(tenant).signingAt(Instant.now().minusSeconds(120));
        heap.send(page("t", 1, "")).then().statusCode(200);

        settings.changeWindow(tenant, Duration.ofSeconds(60), "a test");

        heap.send(page("t", 2, "")).then().statusCode(403);
        settings.changeWindow(tenant, Duration.ofSeconds(900), "a test");
        heap.signingAt(Instant.now().minusSeconds(800))
                .send(page("t", 3, ""))
                .then()
                .statusCode(200);
    }

    @Nested
    @DisplayName("As owner")
    @TestSecurity(user = "rules-owner")
    class AsOwner {

        @Test
        void seesHowStaleACallWasAndThatItCameAgain() {
            TenantSummary tenant = tenants.with("rules-owner", Role.OWNER);
            TestingHeap heap =
                    testing.heapOf(tenant.id()).signingAt(Instant.now().minusSeconds(1000));
            heap.send(page("t", 1, "")).then().statusCode(403);
            heap.send(page("t", 1, "")).then().statusCode(403);
            heap.send(page("t", 1, "")).then().statusCode(403);

            String list = given().get("/t/" + tenant.slug() + "/inbox").asString();

            assertThat(list)
                    .containsPattern("1,00[0-9] seconds behind our clock")
                    .contains("seen again 2 times, most recently", "Heap’s last call was refused");
            Matcher delivery = Pattern.compile("/inbox/(dlv_[^\"]+)\"").matcher(list);
            assertThat(delivery.find()).isTrue();
            given().get("/t/{t}/inbox/{d}", tenant.slug(), delivery.group(1))
                    .then()
                    .statusCode(200)
                    .body(allOf(
                            containsString("300 are allowed"),
                            containsString("Have Heap send the segment again"),
                            containsString("seen again 2 times, last")));
        }

        @Test
        void seesThatACallCameAgain() {
            TenantSummary tenant = tenants.with("rules-owner", Role.OWNER);
            TestingHeap heap = testing.heapOf(tenant.id());
            heap.send(page("t", 1, "")).then().statusCode(200);
            heap.send(page("t", 1, "")).then().statusCode(200).body(containsString("duplicate"));

            given().get("/t/" + tenant.slug() + "/inbox")
                    .then()
                    .body(allOf(
                            containsString("seen again 1 time, most recently"),
                            not(containsString("last call was refused"))));
        }
    }
}
