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
import io.segue.flags.choice.Choices;
import io.segue.flags.choice.SavedChoice;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class FlagPagesTest {

    private static final Pattern ROW = Pattern.compile("data-key=\"([^\"]+)\"");

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Connections connections;

    @Inject
    Choices choices;

    TenantSummary tenant;
    String at;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
        at = "/t/" + tenant.slug() + "/flags";
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
        void isToldWhichRightTheTokenLacks() {
            connect(TestingLaunchDarkly.TOKEN);

            String page = given().get(at).asString();

            assertThat(page)
                    .contains("The project of this environment is not known")
                    .contains("viewProject")
                    .contains("proj/*");
        }

        @Test
        void isToldThatTheTokenIsRefused() {
            ConnectionSummary connection = connect("api-another-token-that-is-unknown");
            rows.placed(tenant.id(), connection.number());

            assertThat(given().get(at).asString())
                    .contains("could not be read")
                    .contains("LaunchDarkly shows this token no such project (404)");
        }

        @Test
        void choosesFlagsInOrder() {
            ConnectionSummary connection = placed();

            Response saved = save(connection, 0, "offer", "new-checkout");

            assertThat(saved.statusCode()).isEqualTo(303);
            String page = given().get(saved.header("Location")).asString();
            assertThat(keysOf(page)).startsWith("offer", "new-checkout").contains("beta", "limits", "billing");
            assertThat(page)
                    .contains("flags: [&#39;offer&#39;, &#39;new-checkout&#39;]")
                    .contains("Versions of this choice");
            assertThat(given().get("/t/" + tenant.slug() + "/audit").asString())
                    .contains("Chose flags for Heap")
                    .contains("version 1: added offer, new-checkout");
        }

        @Test
        void makesNoVersionWithoutAChange() {
            ConnectionSummary connection = placed();
            save(connection, 0, "beta");
            save(connection, 1, "beta");

            assertThat(current(connection).version()).isEqualTo(1);
        }

        @Test
        void doesNotOverwriteWhatSomeoneElseSaved() {
            ConnectionSummary connection = placed();
            save(connection, 0, "beta");

            Response late = save(connection, 0, "offer");

            assertThat(late.statusCode()).isEqualTo(409);
            assertThat(late.asString()).contains("someone else changed them");
            assertThat(keysOf(late.asString())).startsWith("offer");
            assertThat(current(connection).choice().flags()).containsExactly("beta");
        }

        @Test
        void movesAFlagWithoutSavingIt() {
            ConnectionSummary connection = placed();
            Map<String, Object> form = form(connection, 0, "new-checkout", "beta", "offer");
            form.put("move", "up:offer");

            Response moved = TestingForms.post(at, at + "/arrange", form);

            assertThat(moved.statusCode()).isEqualTo(200);
            assertThat(keysOf(moved.asString())).startsWith("new-checkout", "offer", "beta");
            assertThat(moved.asString()).contains("data-unsaved>");
            assertThat(current(connection).isMade()).isFalse();
        }

        @Test
        void searchesWithoutLosingWhatIsChosen() {
            ConnectionSummary connection = placed();
            Map<String, Object> form = form(connection, 0, "new-checkout");
            form.put("find", "BILL");

            String found = TestingForms.post(at, at + "/arrange", form).asString();

            assertThat(keysOf(found)).containsExactly("new-checkout", "billing");
        }

        @Test
        void seesWhatDoesNotFit() {
            ConnectionSummary connection = placed();
            Map<String, Object> form = form(connection, 0, "new-checkout", "beta", "offer", "billing");
            form.put("budget", "112");

            String page = TestingForms.post(at, at + "/arrange", form).asString();

            assertThat(page)
                    .contains("1 flag from the end of the list does not fit: all together need 113 bytes")
                    .contains("1 chosen flag is not given to browsers");
        }

        @Test
        void isToldWhatCannotBeOnThePageWithWhatWasTyped() {
            ConnectionSummary connection = placed();
            Map<String, Object> form = form(connection, 0, "beta");
            form.put("budget", "9000");

            Response refused = TestingForms.post(at, at, form);

            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.asString())
                    .contains("expected 100 to 3900 bytes, got 9000")
                    .contains("value=\"9000\"");
            assertThat(keysOf(refused.asString())).startsWith("beta");
        }

        @Test
        void choosesFieldsOfAJsonFlag() {
            ConnectionSummary connection = placed();
            Map<String, Object> form = form(connection, 0, "limits");
            form.put("fields.limits", "results, pages.most");

            TestingForms.post(at, at, form);

            assertThat(current(connection).choice().fieldsOf("limits")).containsExactly("results", "pages.most");
        }

        @Test
        void keepsAChosenFlagThatLaunchDarklyNoLongerHas() {
            ConnectionSummary connection = placed();
            save(connection, 0, "gone");

            assertThat(given().get(at).asString()).contains("not found in LaunchDarkly");
        }

        @Test
        void showsWhatLaunchDarklyCallsThingsAsText() {
            placed();

            assertThat(given().get(at).asString())
                    .contains("&lt;b&gt;Offer&lt;/b&gt;")
                    .doesNotContain("<b>Offer</b>", "<script>alert");
        }

        @Test
        void asksLaunchDarklyAgainOnDemand() {
            ConnectionSummary connection = placed();
            save(connection, 0, "beta");

            Response again = TestingForms.post(at, at + "/read", form(connection, 1, "beta"));

            assertThat(again.statusCode()).isEqualTo(303);
        }

        @Test
        void losesNothingThatIsNotSavedWhenLaunchDarklyIsAskedAgain() {
            ConnectionSummary connection = placed();
            save(connection, 0, "beta");

            Response again = TestingForms.post(at, at + "/read", form(connection, 1, "offer", "beta"));

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(keysOf(again.asString())).startsWith("offer", "beta");
            assertThat(again.asString()).contains("data-unsaved>");
        }
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "flags-viewer")
    class AsViewer {

        @Test
        void seesTheChoiceAndCannotChangeIt() {
            tenants.join(tenant.id(), "flags-viewer", Role.VIEWER);
            placed();

            String page = given().get(at).asString();

            assertThat(page)
                    .contains("data-key=\"beta\"", "Owners and editors change what stands here")
                    .contains("<fieldset disabled>", "No flag is chosen<", "No flag is chosen yet.", "method=\"get\"")
                    .doesNotContain("All chosen flags fit", "Choose flags and save")
                    .doesNotContain("formaction", ">Save<span", "btn-primary", "Drag a flag", "method=\"post\"");
            assertThat(keysOf(given().get(at + "?find=offer").asString())).containsExactly("offer");
        }
    }

    private Response save(ConnectionSummary connection, int version, String... flags) {
        return TestingForms.post(at, at, form(connection, version, flags));
    }

    private static Map<String, Object> form(ConnectionSummary connection, int version, String... flags) {
        return new HashMap<>(Map.of(
                "connection", connection.id(),
                "version", Integer.toString(version),
                "flag", List.of(flags),
                "budget", "3000",
                "prefix", "ld_",
                "userId", "ldUserId",
                "contextKind", "user"));
    }

    private SavedChoice current(ConnectionSummary connection) {
        return choices.current(tenant.id(), connection.number());
    }

    private ConnectionSummary placed() {
        ConnectionSummary connection = connect(TestingLaunchDarkly.TOKEN);
        rows.placed(tenant.id(), connection.number());
        return connection;
    }

    private ConnectionSummary connect(String token) {
        return connections.create(
                tenant.id(), NewConnection.of("Production", "us", TestingLaunchDarkly.ENVIRONMENT, token), "a test");
    }

    private static List<String> keysOf(String page) {
        return ROW.matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }
}
