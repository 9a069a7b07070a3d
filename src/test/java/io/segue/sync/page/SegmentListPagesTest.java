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

/** The list finds, narrows, orders and pages; its switches and choices do what they say. */
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
        rows.write(
                tenant.id(),
                "update segment set key_field = 'id' where tenant_id = ? and id = ? returning id",
                segment);

        press(segment, "off").body(allOf(containsString("aria-checked=\"false\""), not(containsString("<html"))));
        assertThat(modes()).containsExactly("off");
        press(segment, "on").body(containsString("aria-checked=\"true\""));
        assertThat(modes()).containsExactly("recurring");
    }

    @Test
    void saysInNumbersWhatTurningManyOnDoes() {
        make();
        long one = rows.segment(tenant.id(), "1", "Fresh", 1_500);
        long other = segment("2", "On already");
        sync(other, "ready");

        given().get(path() + "/many?to=on&segment=" + id(one) + "&segment=" + id(other))
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("1 segment with 1,500 members"),
                        containsString("Left alone, since it is on already: On already")));
    }

    @Test
    void turnsManyOnAndTellsHowMany() {
        make();
        List<Long> made = List.of(segment("1", "One"), segment("2", "Two"));

        assertThat(turnOn(List.of(made.get(0)), "recurring")).endsWith("/segments?turned=on-1");

        list("turned=on-1").body(containsString("1 segment turned on."));
        assertThat(modes()).containsExactly("recurring");
    }

    @Test
    void spreadsTheFirstRunsOfManyOverTheInterval() {
        make();
        List<Long> made =
                List.of(segment("1", "One"), segment("2", "Two"), segment("3", "Three"), segment("4", "Four"));

        turnOn(made, "recurring");

        assertThat(rows.count(tenant.id(), "select count(*) from run where tenant_id = ? and cause = 'first'"))
                .isEqualTo(1);
        assertThat(rows.texts(tenant.id(), """
                        select round(extract(epoch from next_run_at - now()) / 3600)::text from sync
                         where tenant_id = ? and segment_id <> (select min(segment_id) from sync) order by segment_id""")).containsExactly("1", "2", "3");
    }

    @Test
    void runsWhatIsTurnedOnOnceAtOnce() {
        make();

        assertThat(turnOn(List.of(segment("1", "One"), segment("2", "Two")), "once"))
                .endsWith("turned=once-2");

        // One that has begun already is asked for once more.
        assertThat(rows.count(
                        tenant.id(), "select count(distinct sync_id) from run where tenant_id = ? and cause = 'first'"))
                .isEqualTo(2);
    }

    @Test
    void asksWhetherTheIdsAreLaunchDarklysKeysWithSamples() {
        make();
        long segment = segment("1", "Plain");
        rows.write(tenant.id(), """
                with made as (insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order)
                              values (?, ?, '<b>ann', true, 1, 1) returning 1)
                select count(*) from made""", segment);

        given().get(path() + "/many?to=on&segment=" + id(segment))
                .then()
                .body(allOf(
                        containsString("Are these LaunchDarkly’s user keys?"),
                        containsString("<code>&lt;b&gt;ann</code>"),
                        containsString("name=\"unlooked\" value=\"yes\" required"),
                        not(containsString("more fields than the id"))));
    }

    @Test
    void asksForALookWhereThereAreMoreFields() {
        make();
        long segment = segment("1", "Rich");
        rows.write(tenant.id(), """
                with made as (insert into segment_member (tenant_id, segment_id, member_id, fields, present, seq, task_order)
                              values (?, ?, 'ann', '{"email":"ann@example.com"}', true, 1, 1) returning 1)
                select count(*) from made""", segment);

        given().get(path() + "/many?to=on&segment=" + id(segment))
                .then()
                .body(allOf(
                        containsString("Are these LaunchDarkly’s user keys?"),
                        containsString("more fields than the id")));
        TestingForms.post(
                        path() + "/many?to=on&segment=" + id(segment),
                        path() + "/many",
                        Map.of("to", "on", "connection", ids.encode("con", connection), "segment", id(segment)))
                .then()
                .statusCode(303);
        assertThat(modes()).isEmpty();
    }

    @Test
    void refusesMoreThanAPageOrNone() {
        make();

        given().get(path() + "/many?to=on").then().statusCode(400);
    }

    /** As who has compared the samples. Where the browser goes then. */
    private String turnOn(List<Long> segments, String mode) {
        List<String> chosen = segments.stream().map(this::id).toList();
        return TestingForms.post(
                        path() + "/many?to=on&segment=" + chosen.get(0),
                        path() + "/many",
                        Map.of(
                                "to",
                                "on",
                                "connection",
                                ids.encode("con", connection),
                                "segment",
                                chosen,
                                "mode",
                                mode,
                                "unlooked",
                                "yes"))
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
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
