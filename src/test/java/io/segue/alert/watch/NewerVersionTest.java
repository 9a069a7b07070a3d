package io.segue.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.alert.AlertKind;
import io.segue.alert.TestingTargets;
import io.segue.alert.rule.Rule;
import io.segue.alert.rule.Rules;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** During an upgrade a newer version runs beside this one, and writes what only it knows. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class NewerVersionTest {

    @Inject
    TestingLook look;

    @Inject
    TestingTargets targets;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Rules rules;

    TenantSummary tenant;

    @BeforeEach
    void leaveAnAlertOfAnUnknownKind() {
        tenant = tenants.enabled();
        rows.write(tenant.id(), """
                insert into alert (tenant_id, kind, subject, level, title, detail, path, raised_at)
                    values (?, 'moon-full', 'moon:1', 'warn', 'The moon is full', 'Since tonight.', '/setup', now()) returning id""");
    }

    @Test
    void anAlertOfAKindThatOnlyItKnowsIsShownByItsName() {
        JsonPath shown = tenants.as(Role.VIEWER, tenant)
                .get("/api/v1/alerts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(shown.getString("items[0].kind")).isEqualTo("moon-full");
        assertThat(shown.getString("items[0].title")).isEqualTo("The moon is full");
    }

    @Test
    void itsAlertIsLeftToItAndOthersAreToldAllTheSame() {
        long connection = rows.connection(tenant.id(), "Production", true);
        rows.sync(tenant.id(), rows.segment(tenant.id(), "1", "Power users", 10), connection, "ready");
        rows.write(tenant.id(), """
                update sync set state = 'retrying', failure_code = 'unavailable',
                            failing_since = now() - interval '1 day' where tenant_id = ? returning id""");

        look.at(tenant);

        assertThat(tenants.as(Role.VIEWER, tenant)
                        .get("/api/v1/alerts")
                        .jsonPath()
                        .<Map<String, Object>>getList("items"))
                .hasSizeGreaterThan(1)
                .allSatisfy(alert -> assertThat(alert).doesNotContainKey("recoveredAt"))
                .extracting(alert -> alert.get("kind"))
                .contains("moon-full");
    }

    @Test
    void aRuleOfAKindThatOnlyItKnowsIsLeftOut() {
        rows.write(tenant.id(), """
                insert into alert_rule (tenant_id, kind, is_on, warn_at) values (?, 'moon-full', true, 1) returning 1""");

        assertThat(rules.all(tenant.id())).extracting(Rule::kind).containsExactly(AlertKind.values());
    }

    @Test
    void anEventThatOnlyItKnowsStaysChosen() {
        String target = targets.webhook(tenant.id(), "ours", "http://127.0.0.1:1/");
        rows.write(tenant.id(), """
                update alert_target set events = events || array['moon.full'] where tenant_id = ? returning id""");

        List<String> shown = tenants.as(Role.EDITOR, tenant)
                .body("{\"name\": \"Theirs\", \"events\": [\"run.ended\"]}")
                .put("/api/v1/alerts/targets/" + target)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("events");

        assertThat(shown).containsExactly("run.ended");
        assertThat(
                        rows.count(
                                tenant.id(),
                                "select count(*) from alert_target where tenant_id = ? and events = array['run.ended', 'moon.full']"))
                .isEqualTo(1);
    }
}
