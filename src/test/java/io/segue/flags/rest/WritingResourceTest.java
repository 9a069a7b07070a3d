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

/** Ordering, previewing and following from a pipeline what is written to Heap. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class WritingResourceTest {

    private static final String ON = """
            {"mode": "recurring", "appId": "1111111111", "region": "eu", "idsAreHeapIdentities": true}""";

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
    void isOffUntilSomeoneOrders() {
        JsonPath shown = get("").jsonPath();

        assertThat(shown.getString("mode")).isEqualTo("off");
        assertThat(shown.getInt("intervalHours")).isEqualTo(4);
        assertThat(shown.<Object>get("sdkKeyLastFour")).isNull();
    }

    @Test
    void turnsOnWhatHasAllThatItNeeds() {
        choose();
        giveKey(TestingLaunchDarkly.SDK_KEY);

        JsonPath shown = order(ON).jsonPath();

        assertThat(shown.getString("mode")).isEqualTo("recurring");
        assertThat(shown.getString("region")).isEqualTo("eu");
        assertThat(shown.getString("appId")).isEqualTo("1111111111");
        assertThat(shown.getString("sdkKeyLastFour")).isEqualTo("NARY");
        assertThat(shown.getString("nextRunAt")).isNotNull();
    }

    @Test
    void keepsWhatAChangeDoesNotName() {
        choose();
        giveKey(TestingLaunchDarkly.SDK_KEY);
        order(ON);

        JsonPath shown = order("{\"intervalHours\": 12}").jsonPath();

        assertThat(shown.getString("mode")).isEqualTo("recurring");
        assertThat(shown.getInt("intervalHours")).isEqualTo(12);
        assertThat(shown.getString("region")).isEqualTo("eu");
    }

    @Test
    void saysWhatIsMissingBeforeItIsTurnedOn() {
        assertThat(refusal(ON)).contains("no flag is chosen for Heap");
        choose();
        assertThat(refusal(ON)).contains("SDK key is not saved");
        giveKey(TestingLaunchDarkly.SDK_KEY);
        assertThat(refusal("{\"mode\": \"once\", \"appId\": \"1\"}")).contains("would make new users in Heap");
    }

    @Test
    void saysWhatCannotBe() {
        assertThat(order("{\"mode\": \"sometimes\", \"appId\": \"1\"}").statusCode())
                .isEqualTo(400);
        assertThat(order("{\"appId\": \"my app\"}").statusCode()).isEqualTo(422);
        assertThat(order("{\"appId\": \"1\", \"region\": \"moon\"}").statusCode())
                .isEqualTo(400);
        assertThat(order("{\"appId\": \"1\", \"intervalHours\": 0}").statusCode())
                .isEqualTo(400);
        assertThat(order("{\"appId\": \"1\", \"segmentIds\": [\"seg_nothing\"]}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void namesTheSegmentsWhoseMembersAreWritten() {
        long segment = rows.segment(tenant.id(), "1", "Buyers", 3);
        String id = tenants.as(Role.VIEWER, tenant)
                .get("/api/v1/segments")
                .jsonPath()
                .getString("items[0].id");

        JsonPath shown =
                order("{\"appId\": \"1\", \"segmentIds\": [\"" + id + "\"]}").jsonPath();

        assertThat(segment).isPositive();
        assertThat(shown.getList("segmentIds")).containsExactly(id);
    }

    @Test
    void checksAKeyAndNeverShowsIt() {
        Response checked = giveKey(TestingLaunchDarkly.SDK_KEY);

        assertThat(checked.jsonPath().getList("steps.verdict")).isNotEmpty().containsOnly("passed");
        assertThat(checked.asString() + get("").asString()).doesNotContain(TestingLaunchDarkly.SDK_KEY);
        assertThat(rows.audit(tenant.id()))
                .contains("API token a test saved an SDK key: after: ends in NARY")
                .noneMatch(entry -> entry.contains(TestingLaunchDarkly.SDK_KEY));
    }

    @Test
    void tellsThatLaunchDarklyDoesNotKnowAKey() {
        JsonPath checked = giveKey("sdk-00000000-1111-2222-3333-444444444444").jsonPath();

        assertThat(checked.getList("steps.verdict")).contains("failed");
    }

    @Test
    void saysWhatWasGivenInsteadOfAKey() {
        Response refused = giveKey("api-something-else");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("detail"))
                .contains("got an access token")
                .doesNotContain("something-else");
    }

    @Test
    void previewsWithoutWriting() {
        choose();
        giveKey(TestingLaunchDarkly.SDK_KEY);
        order(ON);
        enter("ann", "bob");

        JsonPath preview = get("/preview").jsonPath();

        assertThat(preview.getInt("lookedAt")).isEqualTo(2);
        assertThat(preview.getInt("changed")).isEqualTo(2);
        assertThat(preview.getInt("calls")).isEqualTo(1);
        assertThat(preview.getString("sample.find { it.identity == 'ann' }.properties.'ld_new-checkout'"))
                .isEqualTo("true");
        assertThat(rows.count(tenant.id(), "select count(*) from flag_written where tenant_id = ?"))
                .isZero();
    }

    @Test
    void startsARunOnceAndShowsIt() {
        choose();
        giveKey(TestingLaunchDarkly.SDK_KEY);
        order(ON);

        Response started = run("{}");
        String id = started.jsonPath().getString("id");

        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(run("").jsonPath().getString("id")).isEqualTo(id);
        assertThat(get("/runs/" + id).jsonPath().getString("state")).isEqualTo("waiting");
        assertThat(get("/runs").jsonPath().getList("items.id")).containsExactly(id);
    }

    @Test
    void startsNoRunOfAnOrderThatIsOff() {
        assertThat(run("{}").statusCode()).isEqualTo(409);
    }

    @Test
    void cancelsWhatWaitsWhenItIsTurnedOff() {
        choose();
        giveKey(TestingLaunchDarkly.SDK_KEY);
        order(ON);
        String id = run("{}").jsonPath().getString("id");

        order("{\"mode\": \"off\"}");

        assertThat(get("/runs/" + id).jsonPath().getString("state")).isEqualTo("cancelled");
    }

    private void choose() {
        tenants.as(Role.EDITOR, tenant)
                .body("{\"flags\": [\"new-checkout\"]}")
                .put("/api/v1/flags/choice?connectionId=" + connection.id())
                .then()
                .statusCode(200);
    }

    private void enter(String... ids) {
        long segment = rows.segment(tenant.id(), "1", "Buyers", ids.length);
        for (String id : ids) {
            rows.write(
                    tenant.id(),
                    "insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order)"
                            + " values (?, ?, ?, true, 1, 1) returning segment_id",
                    segment,
                    id);
        }
    }

    private String refusal(String json) {
        Response refused = order(json);
        assertThat(refused.statusCode()).isEqualTo(409);
        return refused.jsonPath().getString("detail");
    }

    private Response order(String json) {
        return tenants.as(Role.EDITOR, tenant).body(json).put(path(""));
    }

    private Response giveKey(String key) {
        return tenants.as(Role.EDITOR, tenant)
                .body("{\"sdkKey\": \"" + key + "\"}")
                .put(path("/sdk-key"));
    }

    private Response run(String json) {
        return tenants.as(Role.EDITOR, tenant).body(json).post(path("/runs"));
    }

    private Response get(String path) {
        return tenants.as(Role.VIEWER, tenant).get(path(path));
    }

    private String path(String path) {
        return "/api/v1/flags/writing" + path + "?connectionId=" + connection.id();
    }
}
