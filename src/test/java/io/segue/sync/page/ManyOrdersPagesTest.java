package io.segue.sync.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

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

/** Turning many segments on at once says what it does, asks what nobody looked at, and does it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "many-editor")
class ManyOrdersPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    private TenantSummary tenant;
    private long connection;

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
        tenant = tenants.with("many-editor", Role.EDITOR);
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

    private List<String> modes() {
        return rows.texts(tenant.id(), "select mode from sync where tenant_id = ? order by id");
    }

    private String id(long segment) {
        return ids.encode("seg", segment);
    }

    private String path() {
        return "/t/" + tenant.slug() + "/segments";
    }
}
