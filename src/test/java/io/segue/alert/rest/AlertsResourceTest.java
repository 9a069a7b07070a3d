package io.segue.alert.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.alert.AlertKind;
import io.segue.alert.target.OpenTarget;
import io.segue.alert.target.TargetSecrets;
import io.segue.alert.target.Targets;
import io.segue.alert.watch.TestingLook;
import io.segue.platform.Database;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts from a pipeline. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class AlertsResourceTest {

    private static final String AT = "/api/v1/alerts";

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingLook look;

    @Inject
    Database database;

    @Inject
    Targets targets;

    @Inject
    TargetSecrets secrets;

    TenantSummary tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
    }

    @Test
    void listsWhatIsWrong() {
        long segment = rows.segment(tenant.id(), "1", "Power users", 10);
        rows.hold(
                tenant.id(),
                rows.sync(tenant.id(), segment, rows.connection(tenant.id(), "Production", true), "ready"));
        look.at(tenant);

        JsonPath alert = get(AT);

        assertThat(alert.getString("items[0].kind")).isEqualTo("hold-waiting");
        assertThat(alert.getString("items[0].level")).isEqualTo("warn");
        assertThat(alert.getString("items[0].error")).isEqualTo("held");
        assertThat(alert.getString("items[0].id")).startsWith("alt_");
    }

    @Test
    void tellsASecretOnceAndShowsOnlyItsEnd() {
        Response created = post("/targets", """
                {"kind":"webhook","name":"Ours","address":"http://127.0.0.1:1/hook","events":["run.ended"]}""");

        assertThat(created.statusCode()).isEqualTo(201);
        String secret = created.jsonPath().getString("secret");
        assertThat(secret).startsWith("whsec_");
        String list = tenants.as(Role.VIEWER, tenant).get(AT + "/targets").asString();
        assertThat(list)
                .contains(secret.substring(secret.length() - 4), "run.ended")
                .doesNotContain(secret);
    }

    @Test
    void refusesAddressesInsideWithTheirOwnCode() {
        Response refused = post("/targets", """
                {"kind":"webhook","name":"Ours","address":"https://10.0.0.1/hook"}""");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("alert-target-refused");
    }

    @Test
    void givesATargetAnotherAddress() {
        String id = post("/targets", """
                {"kind":"webhook","name":"Ours","address":"http://127.0.0.1:1/first"}""").jsonPath().getString("target.id");
        String tag = tenants.as(Role.VIEWER, tenant).get(AT + "/targets/" + id).header("ETag");
        String moved = "{\"address\":\"http://127.0.0.1:1/hook?key=second-1234\"}";

        Response changed = put("/targets/" + id, tag, moved);

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.jsonPath().getString("shown")).isEqualTo("127.0.0.1, ends in 1234");
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
        assertThat(opened(id).address().value()).endsWith("second-1234");
        assertThat(put("/targets/" + id, tag, moved).statusCode()).isEqualTo(412);
        assertThat(rows.audit(tenant.id()))
                .anyMatch(entry -> entry.contains("it has another address"))
                .noneMatch(entry -> entry.contains("second"));
    }

    @Test
    void checksAnotherAddressAsIfItWereTheFirst() {
        String webhook = post("/targets", """
                {"kind":"webhook","name":"Ours","address":"http://127.0.0.1:1/first"}""").jsonPath().getString("target.id");
        String mail = post("/targets", """
                {"kind":"email","name":"Team","address":"team@example.com"}""").jsonPath().getString("target.id");

        Response inside = put("/targets/" + webhook, "*", "{\"address\":\"https://169.254.169.254/latest\"}");

        assertThat(inside.statusCode()).isEqualTo(400);
        assertThat(inside.jsonPath().getString("code")).isEqualTo("alert-target-refused");
        assertThat(put("/targets/" + mail, "*", "{\"address\":\"https://example.com\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(put("/targets/" + mail, "*", "{\"address\":\"\"}").statusCode())
                .isEqualTo(400);
        assertThat(opened(webhook).address().value()).endsWith("/first");
    }

    @Test
    void movesAServiceOfPagerDutyToItsOtherRegionAndKeepsItsKey() {
        String key = "0123456789abcdef0123456789abcdef";
        String id = post("/targets", "{\"kind\":\"pagerduty\",\"name\":\"Pager\",\"address\":\"" + key + "\"}")
                .jsonPath()
                .getString("target.id");

        Response changed = put("/targets/" + id, "*", "{\"region\":\"eu\"}");

        assertThat(changed.jsonPath().getString("region")).isEqualTo("eu");
        assertThat(changed.jsonPath().getString("shown")).isEqualTo("Europe, key ends in cdef");
        assertThat(opened(id)).satisfies(target -> {
            assertThat(target.isEu()).isTrue();
            assertThat(target.address().value()).isEqualTo(key);
        });
    }

    @Test
    void refusesWhatIsNoTarget() {
        for (String wrong : new String[] {
            "{}",
            "{\"kind\":\"email\",\"name\":\"a\",\"address\":\"not one\"}",
            "{\"kind\":\"pagerduty\",\"name\":\"a\",\"address\":\"short\"}",
            "{\"kind\":\"webhook\",\"name\":\"\",\"address\":\"https://example.com\"}",
            "{\"kind\":\"webhook\",\"name\":\"a\",\"address\":\"http://127.0.0.1:1/\",\"events\":[null]}",
            "{\"kind\":\"webhook\",\"name\":\"a\",\"address\":\"http://127.0.0.1:1/\",\"events\":[]}",
            "{\"kind\":\"email\",\"name\":\"a\",\"address\":\"a@example.com\",\"leastLevel\":\"loud\"}"
        }) {
            assertThat(post("/targets", wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void refusesANameThatIsTaken() {
        String one = "{\"kind\":\"email\",\"name\":\"On call\",\"address\":\"a@example.com\"}";
        post("/targets", one);

        assertThat(post("/targets", one.replace("On call", "on CALL")).statusCode())
                .isEqualTo(409);
    }

    @Test
    void changesOnlyTheRulesThatAreNamed() {
        Response changed = tenants.as(Role.EDITOR, tenant)
                .body("{\"items\":[{\"kind\":\"near-limit\",\"warnAt\":20}]}")
                .put(AT + "/rules");

        assertThat(changed.statusCode()).isEqualTo(200);
        JsonPath rules = get(AT + "/rules");
        assertThat(rules.getInt("items.find { it.kind == 'near-limit' }.warnAt"))
                .isEqualTo(20);
        assertThat(rules.getString("items.find { it.kind == 'near-limit' }.criticalAt"))
                .isNull();
        assertThat(rules.getString("items.find { it.kind == 'near-limit' }.title"))
                .isEqualTo(AlertKind.NEAR_LIMIT.title());
        assertThat(rules.getInt("items.find { it.kind == 'run-failing' }.warnAt"))
                .isEqualTo(15);
        assertThat(tenants.as(Role.EDITOR, tenant)
                        .body("{\"items\":[{\"kind\":\"none\"}]}")
                        .put(AT + "/rules")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void keepsQuietAndStops() {
        tenants.as(Role.EDITOR, tenant)
                .body("{\"from\":\"22:00\",\"until\":\"07:00\"}")
                .put(AT + "/quiet-hours");
        assertThat(get(AT + "/quiet-hours").getString("zone")).isEqualTo("UTC");

        tenants.as(Role.EDITOR, tenant).delete(AT + "/quiet-hours").then().statusCode(204);
        assertThat(get(AT + "/quiet-hours").getString("zone")).isNull();
    }

    @Test
    void sendsATestAndShowsWhatCameOfIt() {
        String target = post("/targets", """
                {"kind":"webhook","name":"Ours","address":"http://127.0.0.1:1/hook"}""").jsonPath().getString("target.id");

        Response sent = tenants.as(Role.EDITOR, tenant).post(AT + "/targets/" + target + "/test");

        assertThat(sent.statusCode()).isEqualTo(202);
        JsonPath delivery = get(AT + "/deliveries/" + sent.jsonPath().getString("id"));
        assertThat(delivery.getString("event")).isEqualTo("test");
        assertThat(delivery.getString("state")).isEqualTo("waiting");
        rows.write(
                tenant.id(),
                "update alert_delivery set state = 'given-up', next_try_at = null where tenant_id = ? returning 1");
        assertThat(get(AT + "/deliveries/" + sent.jsonPath().getString("id")).getString("code"))
                .isEqualTo("alert-not-delivered");
        assertThat(get(AT + "/deliveries?targetId=" + target).getList("items")).hasSize(1);
        assertThat(tenants.as(Role.EDITOR, tenant)
                        .post(AT + "/targets/" + target + "/test")
                        .statusCode())
                .isEqualTo(429);
    }

    private JsonPath get(String path) {
        return tenants.as(Role.VIEWER, tenant).get(path).jsonPath();
    }

    private OpenTarget opened(String id) {
        return database.inTenant(
                tenant.id(),
                c -> secrets.open(c, tenant.id(), targets.number(id)).orElseThrow());
    }

    private Response put(String path, String tag, String body) {
        return tenants.as(Role.EDITOR, tenant)
                .header("If-Match", tag)
                .body(body)
                .put(AT + path);
    }

    private Response post(String path, String body) {
        return tenants.as(Role.EDITOR, tenant).body(body).post(AT + path);
    }
}
