package io.segue.flags.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class FlagsResourceTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Connections connections;

    TenantSummary tenant;
    ConnectionSummary connection;

    @BeforeEach
    void connect() {
        tenant = tenants.enabled();
        connection = connections.create(
                tenant.id(),
                NewConnection.of("Production", "us", TestingLaunchDarkly.ENVIRONMENT, TestingLaunchDarkly.TOKEN),
                "a test");
        rows.placed(tenant.id(), connection.number());
    }

    @Test
    void listsFlagsWithTheirPlaceAndWhatTheyNeed() {
        choose("{\"flags\": [\"offer\", \"billing\"]}");

        JsonPath listed = get("").jsonPath();

        assertThat(listed.getInt("items.size()")).isEqualTo(5);
        assertThat(listed.getInt("items.find { it.key == 'offer' }.position")).isEqualTo(1);
        assertThat(listed.getInt("items.find { it.key == 'offer' }.bytes")).isPositive();
        assertThat(listed.getInt("items.find { it.key == 'billing' }.position")).isEqualTo(2);
        assertThat(listed.<Object>get("items.find { it.key == 'billing' }.bytes"))
                .isNull();
        assertThat(listed.<Object>get("items.find { it.key == 'beta' }.position"))
                .isNull();
        assertThat(listed.getList("items.find { it.key == 'beta' }.variations")).containsExactly(true, false);
        assertThat(listed.getBoolean("items.find { it.key == 'beta' }.on")).isFalse();
        assertThat(listed.getInt("cookie.room")).isEqualTo(3_000);
    }

    @Test
    void changesWhatIsNamedAndLeavesTheRest() {
        choose("{\"flags\": [\"offer\", \"beta\"], \"budget\": 2000}");

        JsonPath changed = choose("{\"userProperties\": true}").jsonPath();

        assertThat(changed.getInt("version")).isEqualTo(2);
        assertThat(changed.getList("flags")).containsExactly("offer", "beta");
        assertThat(changed.getInt("budget")).isEqualTo(2_000);
        assertThat(changed.getBoolean("userProperties")).isTrue();
        assertThat(get("/choice").jsonPath().getInt("version")).isEqualTo(2);
    }

    @Test
    void refusesAChangeThatWasMeantForAnotherVersion() {
        choose("{\"flags\": [\"offer\"]}");

        assertThat(choose("{\"version\": 0, \"flags\": [\"beta\"]}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void findsFlagsByTheirNameOrKey() {
        JsonPath found = tenants.as(Role.VIEWER, tenant)
                .get("/api/v1/flags?name=OFF&connectionId=" + connection.id())
                .jsonPath();

        assertThat(found.getList("items.key")).containsExactly("offer");
        assertThat(found.getString("items[0].description")).isNotNull();
    }

    @Test
    void tellsTheLinesThatThePagesOfACustomerNeed() {
        assertThat(get("/choice/snippet").statusCode()).isEqualTo(409);
        choose("{\"flags\": [\"offer\"], \"prefix\": \"f_\"}");

        JsonPath snippet = get("/choice/snippet").jsonPath();

        assertThat(snippet.getString("script"))
                .contains("flags: ['offer']", "prefix: 'f_'", snippet.getString("integrity"))
                .contains("src=\"" + snippet.getString("reporterUrl"));
        assertThat(snippet.getString("npm")).contains("reportFlags(ldClient", "flags: ['offer']");
    }

    @Test
    void keepsEveryChoiceThatWasSaved() {
        choose("{\"flags\": [\"offer\"]}");
        choose("{\"flags\": [\"beta\"]}");

        JsonPath history = get("/choice/history").jsonPath();

        assertThat(history.getList("items.version")).containsExactly(2, 1);
        assertThat(history.getList("items[1].flags")).containsExactly("offer");
    }

    @Test
    void saysWhatCannotBe() {
        Response refused = choose("{\"flags\": [\"offer\"], \"budget\": 5}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("detail")).contains("expected 100 to 3900 bytes, got 5");
    }

    @Test
    void saysWhyFlagsCannotBeRead() {
        ConnectionSummary unplaced = connections.create(
                tenant.id(),
                NewConnection.of("Test", "us", "57be1db38b75bf0772d11385", TestingLaunchDarkly.TOKEN),
                "a test");

        Response refused = tenants.as(Role.VIEWER, tenant).get("/api/v1/flags?connectionId=" + unplaced.id());

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("detail")).contains("project of this environment is not known");
    }

    private Response get(String path) {
        return tenants.as(Role.VIEWER, tenant).get("/api/v1/flags" + path + "?connectionId=" + connection.id());
    }

    private Response choose(String json) {
        return tenants.as(Role.EDITOR, tenant).body(json).put("/api/v1/flags/choice?connectionId=" + connection.id());
    }
}
