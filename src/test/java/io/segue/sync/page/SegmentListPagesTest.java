package io.segue.sync.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list finds, narrows, orders and pages; its switches do what they say. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "list-editor")
class SegmentListPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    private TenantSummary tenant;
    private long connection;

    @Test
    void findsByNameAndByHeapId() {
        make();
        segment("1338065", "Power users");
        segment("77", "Churn risk");

        list("search=power").body(allOf(containsString("Power users"), not(containsString("Churn risk"))));
        list("search=77").body(allOf(containsString("Churn risk"), not(containsString("Power users"))));
        list("search=nothing").body(containsString("No segment has “nothing” in its name"));
    }

    @Test
    void narrowsToWhatNeedsAttentionAndCounts() {
        make();
        sync(segment("1", "Working"), "ready");
        sync(segment("2", "Refused"), "stopped");
        segment("3", "Never on");

        list("state=attention").body(allOf(containsString("Refused"), not(containsString("Never on"))));
        list("state=off").body(allOf(containsString("Never on"), not(containsString("Working<"))));
        list("state=on").body(allOf(containsString("Working"), containsString("Refused")));
        assertThat(count("attention")).isEqualTo("1");
        assertThat(count("all")).isEqualTo("3");
    }

    @Test
    void countsHeldRemovalsAsAttention() {
        make();
        rows.hold(tenant.id(), sync(segment("1", "Shrunk"), "ready"));

        list("state=attention").body(containsString("Shrunk"));
    }

    @Test
    void ordersByNameAndByMembers() {
        make();
        rows.segment(tenant.id(), "1", "Beta", 5);
        rows.segment(tenant.id(), "2", "alpha", 7);

        list("sort=name").body(stringContainsInOrder("alpha", "Beta"));
        list("sort=-name").body(stringContainsInOrder("Beta", "alpha"));
        list("sort=members").body(stringContainsInOrder("Beta", "alpha"));
    }

    @Test
    void pagesAndKnowsWhereItIs() {
        make();
        rows.write(tenant.id(), """
                with made as (
                    insert into segment (tenant_id, heap_id, name, member_count, change_seq)
                    select ?, 'h' || n, 'Segment ' || to_char(n, 'FM0000'), n, n from generate_series(1, 120) n
                    returning 1) select count(*) from made""");

        list("page=3").body(allOf(containsString("101–120 of 120"), containsString("Segment 0101")));
        list("page=4")
                .body(allOf(
                        containsString("There is no page 4: 120 segments fit on 3 pages"),
                        not(containsString("No segment is in that state"))));
    }

    @Test
    void offersNoChoiceWhileThereIsNowhereToSendTo() {
        tenant = tenants.with("list-editor", Role.EDITOR);
        segment("1", "Power users");

        list("sort=name")
                .body(allOf(
                        containsString("LaunchDarkly is not connected yet"),
                        containsString("Connect LaunchDarkly"),
                        not(containsString("name=\"segment\""))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=2147483647",
                "page=-3",
                "page=0",
                "sort=-",
                "sort=nonsense",
                "state=nonsense",
                "turned=on-x",
                "search=%25%27%3B--"
            })
    void makesSenseOfWhatMakesNone(String query) {
        make();
        segment("1", "Power users");

        list(query);
    }

    @Test
    void answersHtmxWithTheListAlone() {
        make();
        segment("1", "Power users");

        given().header("HX-Request", "true")
                .get(path())
                .then()
                .statusCode(200)
                .body(allOf(containsString("Power users"), not(containsString("<html"))));
    }

    @Test
    void ordersByTheNextRun() {
        make();
        long later = sync(segment("1", "Apples"), "ready");
        long soon = sync(segment("2", "Pears"), "ready");
        segment("3", "Never");
        String dueIn =
                "update sync set next_run_at = now() + %d * interval '1 minute' where tenant_id = ? and id = %d returning id";
        rows.write(tenant.id(), dueIn.formatted(200, later));
        rows.write(tenant.id(), dueIn.formatted(5, soon));

        list("sort=next").body(stringContainsInOrder("Pears", "Apples", "Never"));
        list("sort=-next").body(stringContainsInOrder("Apples", "Pears", "Never"));
    }

    @Test
    void turnsASyncOffAndOnAgainWithOneLine() {
        make();
        long segment = segment("1", "Power users");
        sync(segment, "ready");
        rows.keyField(tenant.id(), segment, "id");

        press(segment, "off").body(allOf(containsString("aria-checked=\"false\""), not(containsString("<html"))));
        assertThat(modes()).containsExactly("off");
        press(segment, "on").body(containsString("aria-checked=\"true\""));
        assertThat(modes()).containsExactly("recurring");
    }

    private void make() {
        tenant = tenants.with("list-editor", Role.EDITOR);
        connection = rows.connection(tenant.id(), "Production", true);
    }

    private long segment(String heapId, String name) {
        return rows.segment(tenant.id(), heapId, name, 10);
    }

    private long sync(long segment, String state) {
        return rows.sync(tenant.id(), segment, connection, state);
    }

    private ValidatableResponse list(String query) {
        return given().urlEncodingEnabled(false)
                .get(path() + "?" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse press(long segment, String to) {
        return TestingForms.postAsHtmx(
                        path(),
                        path() + "/" + id(segment) + "/switch",
                        Map.of("connection", ids.encode("con", connection), "to", to))
                .then()
                .statusCode(200);
    }

    private List<String> modes() {
        return rows.texts(tenant.id(), "select mode from sync where tenant_id = ? order by id");
    }

    private String count(String state) {
        String page = given().get(path()).asString();
        int chip = page.indexOf("state=" + state);
        int at = page.indexOf("class=\"muted\">", chip) + 14;
        return page.substring(at, page.indexOf('<', at));
    }

    private String id(long segment) {
        return ids.encode("seg", segment);
    }

    private String path() {
        return "/t/" + tenant.slug() + "/segments";
    }
}
