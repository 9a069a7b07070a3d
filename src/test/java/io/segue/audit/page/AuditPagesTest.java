package io.segue.audit.page;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import io.segue.web.CsvLine;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "audit-viewer")
class AuditPagesTest {

    private static final Pattern OLDER = Pattern.compile("before=(aud_[^&\"]+)");

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Audit audit;

    @Test
    void tellsWhoDidWhatFromWhere() {
        TenantSummary tenant = tenants.with("audit-viewer", Role.OWNER);
        String tokens = "/t/" + tenant.slug() + "/tokens";

        post(tokens, tokens, Map.of("name", "<i>airflow</i>", "role", "editor"));

        given().get("/t/{t}/audit", tenant.slug())
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("audit-viewer"),
                        containsString("Created an API token"),
                        containsString("token &lt;i&gt;airflow&lt;/i&gt;"),
                        containsString("role editor"),
                        containsString("127.0.0.1")));
    }

    @Test
    void notesNoAddressWhereNoRequestIsAtHand() {
        TenantSummary tenant = tenants.with("audit-viewer", Role.VIEWER);

        audit.write(tenant.id(), "Anna (support)", "enabled the tenant", "x", "");

        given().get("/t/{t}/audit", tenant.slug())
                .then()
                .body(allOf(containsString("Anna (support)"), containsString("not noted")));
    }

    @Test
    void showsFiftyAndLeadsToOlderOnes() {
        TenantSummary tenant = tenants.with("audit-viewer", Role.VIEWER);
        audit.write(tenant.id(), "Anna", "did the oldest", "x", "");
        for (int i = 0; i < 50; i++) {
            audit.write(tenant.id(), "Anna", "did a newer one", "x", "");
        }

        String page = given().get("/t/{t}/audit?who=anna", tenant.slug()).asString();

        assertThat(page).contains("Older 50").doesNotContain("Did the oldest");
        Matcher older = OLDER.matcher(page);
        assertThat(older.find()).isTrue();
        given().get("/t/{t}/audit?who=anna&before={b}", tenant.slug(), older.group(1))
                .then()
                .body(allOf(containsString("Did the oldest"), not(containsString("Older 50"))));
    }

    @Test
    void narrowsByPersonActionAndDay() {
        TenantSummary tenant = tenants.with("audit-viewer", Role.VIEWER);
        audit.write(tenant.id(), "Anna", "changed a role", "bo@example.com", Change.of("viewer", "editor"));
        audit.write(tenant.id(), "Carl", "made a new webhook URL", "hook", "");
        rows.write(tenant.id(), """
                insert into audit_entry (tenant_id, actor, action, subject, at)
                values (?, 'Anna', 'did it long ago', 'x', '2026-03-31T23:59:59.5Z') returning id""");

        assertThat(narrowed(tenant, "who=ANNA&what=role"))
                .contains("bo@example.com")
                .doesNotContain("webhook URL");
        assertThat(narrowed(tenant, "what=EDITOR")).contains("bo@example.com").doesNotContain("webhook URL");
        assertThat(narrowed(tenant, "from=2026-03-30&to=2026-03-31"))
                .contains("Did it long ago")
                .doesNotContain("webhook URL");
        assertThat(narrowed(tenant, "to=2026-03-30")).contains("Nothing fits that");
        assertThat(narrowed(tenant, "from=2026-04-01")).contains("webhook URL").doesNotContain("Did it long ago");
        assertThat(narrowed(tenant, "what=%25")).contains("Nothing fits that");
        given().get("/t/{t}/audit?from=yesterday", tenant.slug()).then().statusCode(400);
        given().get("/t/{t}/audit?before=aud_x", tenant.slug()).then().statusCode(404);
    }

    @Test
    void takesADayForOneOfTheReadersZone() {
        TenantSummary tenant = tenants.with("audit-viewer", Role.VIEWER);
        rows.write(tenant.id(), """
                insert into audit_entry (tenant_id, actor, action, subject, at)
                values (?, 'Anna', 'did it late', 'x', '2026-03-31T22:30:00Z') returning id""");

        for (String path : new String[] {"/audit", "/audit/csv"}) {
            given().cookie("segue-zone", "Europe/Berlin")
                    .get("/t/" + tenant.slug() + path + "?from=2026-04-01&to=2026-04-01")
                    .then()
                    .body(containsStringIgnoringCase("did it late"));
            given().get("/t/" + tenant.slug() + path + "?from=2026-04-01&to=2026-04-01")
                    .then()
                    .body(not(containsStringIgnoringCase("did it late")));
        }
    }

    @Test
    void exportsWhatTheFilterLetsPass() {
        TenantSummary tenant = tenants.with("audit-viewer", Role.VIEWER);
        rows.write(tenant.id(), """
                with made as (insert into audit_entry (tenant_id, actor, action, subject)
                              select ?, 'Anna', 'did a thing', 'thing ' || n from generate_series(1, 2500) n returning id)
                select count(*) from made""");
        audit.write(tenant.id(), "Carl", "did another", "x", "");
        audit.write(
                tenant.id(), "=Anna", "said \"no\"", "-1", Change.to("viewer").because("@SUM(A1)"));

        String file = given().get("/t/{t}/audit/csv?who=anna", tenant.slug())
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", containsString("audit-log-" + tenant.slug() + ".csv"))
                .extract()
                .asString();

        assertThat(file.split("\r\n"))
                .hasSize(2502)
                .startsWith("\"when\",\"who\",\"what\",\"subject\",\"before\",\"after\",\"detail\",\"from\"");
        assertThat(file)
                .contains(",\"'=Anna\",\"said \"\"no\"\"\",\"'-1\",\"\",\"viewer\",\"'@SUM(A1)\",")
                .doesNotContain("Carl");
    }

    @Test
    void doesNotTellOfAnotherTenant() {
        TenantSummary own = tenants.with("audit-viewer", Role.OWNER);
        TenantSummary other = tenants.enabled();
        audit.write(other.id(), "Theirs", "did it", "x", "");

        assertThat(narrowed(own, "who=")).doesNotContain("Theirs");
        given().get("/t/{t}/audit", other.slug()).then().statusCode(404);
        given().get("/t/{t}/audit/csv", other.slug()).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "+1", "-1", "@A1", "\tx", "\rx", "\nx"})
    void takesNoFormulaIntoASpreadsheet(String text) {
        assertThat(CsvLine.of(text).text()).isEqualTo("\"'" + text + "\"\r\n");
    }

    private static String narrowed(TenantSummary tenant, String by) {
        return given().get("/t/" + tenant.slug() + "/audit?" + by).asString();
    }
}
