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
import io.segue.flags.choice.Choice;
import io.segue.flags.choice.Choices;
import io.segue.flags.choice.ReporterOptions;
import io.segue.flags.write.WriteMode;
import io.segue.flags.write.WriteOrder;
import io.segue.flags.write.WriteOrders;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ServerPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Connections connections;

    @Inject
    Choices choices;

    @Inject
    WriteOrders orders;

    TenantSummary tenant;
    ConnectionSummary connection;
    String at;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
        at = "/t/" + tenant.slug() + "/flags/server";
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
            assertThat(given().get(at).asString()).contains("no LaunchDarkly environment to read flags from yet");
        }

        @Test
        void isToldWhomItWritesAndWhy() {
            connect();

            assertThat(given().get(at).asString())
                    .contains("Heap makes a new user for every identity that it does not know")
                    .contains("whom <strong>Heap itself has sent</strong>");
        }

        @Test
        void savesAKeyThatTheWebNeverShowsAgain() {
            connect();

            Response saved = giveKey(TestingLaunchDarkly.SDK_KEY);

            assertThat(saved.statusCode()).isEqualTo(303);
            assertThat(given().get(saved.header("Location")).asString())
                    .contains("<code>NARY</code>")
                    .doesNotContain(TestingLaunchDarkly.SDK_KEY);
        }

        @Test
        void isToldOnThePageThatAKeyIsNone() {
            connect();

            Response refused = giveKey("mob-11111111-2222");

            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.asString()).contains("got a mobile key").doesNotContain("11111111-2222");
        }

        @Test
        void ordersWithWhatIsNeeded() {
            ready();

            assertThat(order(form("recurring", true)).statusCode()).isEqualTo(303);
            assertThat(stored().mode()).isEqualTo(WriteMode.RECURRING);
            assertThat(stored().identityBy()).isPresent();
            String page = given().get(at).asString();
            assertThat(page).contains("Write now").contains("has said that the ids which Heap sends are its own");
        }

        @Test
        void isToldWhatIsMissingWithWhatWasTyped() {
            connect();

            Response refused = order(form("recurring", true));

            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.asString())
                    .contains("no flag is chosen for Heap")
                    .contains("value=\"1111111111\"");
        }

        @Test
        void ordersMembersOfChosenSegmentsOnly() {
            ready();
            long buyers = rows.segment(tenant.id(), "1", "Buyers <b>", 3);
            rows.segment(tenant.id(), "2", "Readers", 4);
            String page = given().get(at).asString();
            assertThat(page).contains("Buyers &lt;b&gt;").contains("Readers");
            Map<String, Object> form = form("once", true);
            form.put("whom", "chosen");

            assertThat(order(form).asString()).contains("expected at least one, or all of them");
            form.put("segment", List.of(segmentId(page, "Buyers")));
            order(form);

            assertThat(stored().segments()).containsExactly(buyers);
            assertThat(rows.audit(tenant.id()))
                    .last()
                    .asString()
                    .endsWith("after: once, members of Buyers <b>, to the Heap environment 1111111111 (us)");
        }

        @Test
        void startsARunAndFollowsIt() {
            ready();
            order(form("recurring", true));

            Response started = TestingForms.post(at, at + "/run", Map.of("connection", connection.id()));

            assertThat(started.statusCode()).isEqualTo(303);
            assertThat(given().get(started.header("Location")).asString())
                    .contains("Run of flag values")
                    .contains("No call yet");
        }

        @Test
        void previewsWhatWouldBeWritten() {
            ready();
            order(form("off", true));
            rows.write(tenant.id(), """
                    with s as (insert into segment (tenant_id, heap_id, name) values (?, '1', 'a') returning *)
                    insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order)
                    select tenant_id, id, 'ann <b>', true, 1, 1 from s returning segment_id""");

            String page =
                    given().get(at + "/preview?connection=" + connection.id()).asString();

            assertThat(page)
                    .contains("Nothing was sent to Heap")
                    .contains("ann &lt;b&gt;")
                    .contains("ld_new-checkout")
                    .contains("true");
        }

        @Test
        void previewsThatThereIsNobodyToWrite() {
            ready();
            order(form("off", true));

            assertThat(given().get(at + "/preview?connection=" + connection.id())
                            .asString())
                    .contains("there is nobody to write")
                    .doesNotContain("Heap knows the values of everybody");
        }

        @Test
        void cannotRemoveAConnectionWhoseFlagsAreWritten() {
            ready();
            order(form("recurring", true));

            Assertions.assertThatThrownBy(() -> connections.remove(tenant.id(), connection.id(), "x"))
                    .isInstanceOf(ProblemException.class)
                    .extracting(thrown -> ((ProblemException) thrown).detail())
                    .asString()
                    .contains("expected no flags of it to be written to Heap");
        }

        @Test
        void forgetsTheKeyOfAConnectionThatIsRemoved() {
            ready();

            connections.remove(tenant.id(), connection.id(), "x");

            assertThat(rows.count(
                            tenant.id(),
                            "select count(*) from flag_write where tenant_id = ? and sealed_sdk_key is not null"))
                    .isZero();
        }
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "flags-viewer")
    class AsViewer {

        @Test
        void seesTheOrderAndCannotChangeIt() {
            tenants.join(tenant.id(), "flags-viewer", Role.VIEWER);
            connect();
            rows.flagRun(tenant.id(), connection.number());

            rows.write(tenant.id(), """
                    update flag_write set sealed_sdk_key = '\\x00', sdk_key_last_four = 'NARY', check_steps =
                           '[{"name":"SDK key","verdict":"failed","found":"LaunchDarkly knows no such key.","remedy":""}]'
                     where tenant_id = ? returning id""");
            rows.write(tenant.id(), """
                    insert into flag_refused (tenant_id, write_id, identity, digest, reason)
                    select tenant_id, id, 'ann', 1, 'Heap answered 400.' from flag_write where tenant_id = ?
                    returning write_id""");

            assertThat(given().get(at).asString())
                    .contains("LaunchDarkly knows no such key.", "/errors#flags-stopped")
                    .contains("Heap answered 400.", "/errors#user-refused")
                    .contains("What is written, and where")
                    .doesNotContain("btn-primary", "Save and check", ">Write now<");
        }
    }

    private void connect() {
        connection = connections.create(
                tenant.id(),
                NewConnection.of("Production", "us", TestingLaunchDarkly.ENVIRONMENT, TestingLaunchDarkly.TOKEN),
                "a test");
        rows.placed(tenant.id(), connection.number());
    }

    private void ready() {
        connect();
        Choice choice = new Choice(List.of("new-checkout"), Map.of(), ReporterOptions.USUAL);
        choices.save(tenant.id(), connection, 0, choice, "a test");
        giveKey(TestingLaunchDarkly.SDK_KEY);
    }

    private Response giveKey(String key) {
        return TestingForms.post(at, at + "/key", Map.of("connection", connection.id(), "sdkKey", key));
    }

    private Response order(Map<String, Object> form) {
        return TestingForms.post(at, at, form);
    }

    private Map<String, Object> form(String mode, boolean isIdentity) {
        Map<String, Object> form = new HashMap<>(Map.of(
                "connection", connection.id(),
                "appId", "1111111111",
                "region", "us",
                "whom", "all",
                "mode", mode,
                "hours", "4"));
        if (isIdentity) {
            form.put("identity", "on");
        }
        return form;
    }

    private WriteOrder stored() {
        return orders.find(tenant.id(), connection.number()).orElseThrow();
    }

    /** The value of the box before a segment's name. */
    private static String segmentId(String page, String name) {
        String before = page.substring(0, page.indexOf(name, page.indexOf("name=\"segment\"")));
        String value = before.substring(before.lastIndexOf("value=\"") + "value=\"".length());
        return value.substring(0, value.indexOf('"'));
    }
}
