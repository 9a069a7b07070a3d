package io.segue.flags.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.flags.change.ChangeOrders;
import io.segue.flags.change.TestingChanges;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ChangePagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    Connections connections;

    @Inject
    ChangeOrders orders;

    @Inject
    TestingChanges testing;

    @Inject
    TestingRows rows;

    TenantSummary tenant;
    ConnectionSummary connection;
    String at;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
        at = "/t/" + tenant.slug() + "/flags/changes";
    }

    @Nested
    @DisplayName("As editor")
    @TestSecurity(user = "flags-editor")
    class AsEditor {

        @BeforeEach
        void join() {
            tenants.join(tenant.id(), "flags-editor", Role.EDITOR);
        }

        @Test
        void isToldToConnectLaunchDarklyFirst() {
            assertThat(given().get(at).asString()).contains("no LaunchDarkly environment");
        }

        @Test
        void isWarnedOfAnIdentityThatHeapDoesNotKnow() {
            connect();

            assertThat(given().get(at).asString()).contains("makes a new user");
        }

        @Test
        void seesANewUrlOnce() {
            connect();

            Response made = TestingForms.post(at, at + "/url", Map.of("connection", connection.id()));

            assertThat(made.statusCode()).isEqualTo(200);
            assertThat(made.asString()).containsPattern("/hooks/launchdarkly/[\\w-]{20,}");
            assertThat(given().get(at).asString()).doesNotContainPattern("/hooks/launchdarkly/[\\w-]{20,}");
        }

        @Test
        void turnsEventsOn() {
            connect();

            Response ordered = TestingForms.post(at, at, form("launchdarkly"));

            assertThat(ordered.statusCode()).isEqualTo(303);
            assertThat(orders.find(tenant.id(), connection.number()).isOn()).isTrue();
            Assertions.assertThatThrownBy(() -> connections.remove(tenant.id(), connection.id(), "x"))
                    .isInstanceOf(ProblemException.class)
                    .extracting(thrown -> ((ProblemException) thrown).detail())
                    .asString()
                    .contains("expected no changes of its flags to become events in Heap");
        }

        @Test
        void isToldThatNoFlagIsChosen() {
            connect();
            TestingForms.post(at, at + "/url", Map.of("connection", connection.id()));
            TestingForms.post(at, at + "/secret", Map.of("connection", connection.id(), "secret", "s".repeat(20)));
            TestingForms.post(at, at, form("launchdarkly"));

            assertThat(given().get(at).asString())
                    .contains("No flag is chosen, so no change becomes an event", "verdict-wait")
                    .doesNotContain("0 chosen flags");
        }

        @Test
        void isToldWhatIsWrongWithWhatWasTyped() {
            connect();

            Response refused = TestingForms.post(at, at, form("x".repeat(300)));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.asString()).contains("got 300").contains("x".repeat(300));
        }

        @Test
        void isToldThatASecretIsMissing() {
            connect();

            Response refused = TestingForms.post(at, at + "/secret", Map.of("connection", connection.id()));

            assertThat(refused.asString()).contains("expected what LaunchDarkly shows");
        }
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "flags-viewer")
    class AsViewer {

        @Test
        void seesWhatBecameOfChangesAndCannotOrder() {
            TestingChanges.Told told = testing.told();
            tenants.join(told.tenant.id(), "flags-viewer", Role.VIEWER);
            testing.tell(told, "new-checkout", 10);
            testing.tell(told, "another", 20);
            rows.write(told.tenant.id(), """
                    update flag_change set state = 'refused', reason = 'Heap answered 400.'
                     where tenant_id = ? and flag_key = 'another' returning id""");

            String page =
                    given().get("/t/" + told.tenant.slug() + "/flags/changes").asString();

            assertThat(page)
                    .contains("new-checkout")
                    .contains("Ann Lee")
                    .contains("another")
                    .contains("Heap answered 400.", "/errors#event-refused")
                    .contains("give the secret to an owner or editor")
                    .doesNotContain("btn-primary", "formaction", "Make a new URL", "paste the secret here");
        }
    }

    private void connect() {
        connection = connections.create(
                tenant.id(),
                NewConnection.of("Production", "us", TestingLaunchDarkly.ENVIRONMENT, TestingLaunchDarkly.TOKEN),
                "a test");
    }

    private Map<String, String> form(String identity) {
        return Map.of(
                "connection", connection.id(),
                "on", "on",
                "identity", identity,
                "appId", "1111111111",
                "region", "us");
    }
}
