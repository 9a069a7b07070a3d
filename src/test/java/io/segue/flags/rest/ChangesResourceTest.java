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

/** Setting up from a pipeline that changed flags become events in Heap. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ChangesResourceTest {

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
    }

    @Test
    void turnsEventsOnAndKeepsWhatAChangeDoesNotName() {
        assertThat(shown().getBoolean("on")).isFalse();

        order("{\"on\": true, \"identity\": \"launchdarkly\", \"appId\": \"1111111111\"}");
        JsonPath changed = order("{\"region\": \"eu\"}").jsonPath();

        assertThat(changed.getBoolean("on")).isTrue();
        assertThat(changed.getString("identity")).isEqualTo("launchdarkly");
        assertThat(changed.getString("appId")).isEqualTo("1111111111");
        assertThat(changed.getString("region")).isEqualTo("eu");
        assertThat(rows.audit(tenant.id()))
                .anyMatch(entry ->
                        entry.contains("flag changes as Heap events: before: off; after: on, as launchdarkly"));
    }

    @Test
    void needsAnIdentityToBeOn() {
        Response refused = order("{\"on\": true, \"appId\": \"1\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("detail")).contains("expected the identity of a Heap user");
    }

    @Test
    void tellsAUrlOnceAndStoresOnlyItsHash() {
        String url = tenants.as(Role.EDITOR, tenant)
                .post("/api/v1/flags/changes/url")
                .jsonPath()
                .getString("url");
        String token = url.substring(url.lastIndexOf('/') + 1);

        assertThat(url).contains("/hooks/launchdarkly/");
        assertThat(shown().getString("urlLastFour")).isEqualTo(token.substring(token.length() - 4));
        assertThat(rows.texts(tenant.id(), "select h::text from flag_hook h where tenant_id = ?"))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContain(token));
    }

    @Test
    void storesASecretAndNeverShowsIt() {
        tenants.as(Role.EDITOR, tenant)
                .body("{\"secret\": \"a secret of nineteen\"}")
                .put("/api/v1/flags/changes/secret")
                .then()
                .statusCode(204);

        assertThat(shown().getString("secretLastFour")).isEqualTo("teen");
        assertThat(rows.texts(tenant.id(), "select h::text from flag_hook h where tenant_id = ?"))
                .noneMatch(row -> row.contains("secret of nineteen"));
        assertThat(rows.audit(tenant.id())).noneMatch(entry -> entry.contains("secret of nineteen"));
    }

    @Test
    void showsWhyLaunchDarklysCallsAreRefused() {
        tenants.as(Role.EDITOR, tenant).post("/api/v1/flags/changes/url");
        tenants.as(Role.EDITOR, tenant).post("/api/v1/flags/changes/url");
        assertThat(hook().getString("code")).isNull();
        rows.write(tenant.id(), """
                update flag_hook set last_refusal = 'not signed', last_refusal_at = now() where tenant_id = ? returning 1""");

        JsonPath hook = hook();

        assertThat(hook.getString("code")).isEqualTo("flag-changes-refused");
        assertThat(hook.getString("lastRefusal")).isEqualTo("not signed");
        assertThat(hook.getString("oldUrlUntil")).isNotNull();
    }

    @Test
    void showsWhichChangeHeapRefused() {
        rows.write(tenant.id(), """
                insert into flag_change (tenant_id, entry_id, connection_id, changed_at, flag_key, flag_name, project_key,
                                         environment_key, verb, who, link, state, reason)
                values (?, 'e1', ?, now(), 'beta', 'Beta', 'web', 'production', 'turned on', 'Eve', '', 'refused', 'no such user')
                returning id""", connection.number());

        assertThat(shown().getString("items[0].name")).isEqualTo("Beta");
        assertThat(shown().getString("items[0].code")).isEqualTo("event-refused");
    }

    private JsonPath hook() {
        return tenants.as(Role.VIEWER, tenant).get("/api/v1/flags/changes/hook").jsonPath();
    }

    private Response order(String json) {
        return tenants.as(Role.EDITOR, tenant).body(json).put("/api/v1/flags/changes?connectionId=" + connection.id());
    }

    private JsonPath shown() {
        return tenants.as(Role.VIEWER, tenant)
                .get("/api/v1/flags/changes?connectionId=" + connection.id())
                .jsonPath();
    }
}
