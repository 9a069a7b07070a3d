package io.segue.sync.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an editor orders for segments from a pipeline. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SegmentOrdersTest {

    private static final String AT = "/api/v1/segments";

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    TenantSummary tenant;
    long segment;
    long connection;
    String at;
    /** As the API calls the connection. */
    String to;

    @BeforeEach
    void makeASegment() {
        tenant = tenants.enabled();
        segment = rows.segment(tenant.id(), "1338065", "Free customers", 10);
        connection = rows.connection(tenant.id(), "Production", true);
        to = ids.encode("con", connection);
        at = AT + "/" + ids.encode("seg", segment);
    }

    @Nested
    @DisplayName("As editor")
    class AsEditor {

        @Test
        void ordersARecurringSyncWithTheUsualValues() {
            order(Map.of("connectionId", to, "mode", "recurring"))
                    .statusCode(200)
                    .body("syncs", hasSize(1))
                    .body("syncs[0].id", startsWith("syn_"))
                    .body("syncs[0].mode", equalTo("recurring"))
                    .body("syncs[0].intervalHours", equalTo(4.0f))
                    .body("syncs[0].followHeap", equalTo(true))
                    .body("syncs[0].keyField", equalTo("id"))
                    .body("syncs[0].state", equalTo("ready"))
                    .body("syncs[0].nextRunAt", notNullValue());
        }

        @Test
        void refusesAKeyFieldThatNobodyHas() {
            order(Map.of("connectionId", to, "mode", "recurring", "keyField", "emial"))
                    .statusCode(400)
                    .body("detail", containsString("at least one member has, got \"emial\""));

            as(Role.EDITOR).get(at).then().body("syncs", empty());
        }

        @Test
        void changesEveryPartOfAnOrder() {
            rows.write(tenant.id(), """
                    insert into segment_member (tenant_id, segment_id, member_id, fields, present, seq, task_order)
                    values (?, ?, 'u1', '{"email": "a@b.test"}', true, 1, 1) returning 1""", segment);
            order(Map.of("connectionId", to, "mode", "recurring"));

            order(Map.of(
                            "connectionId",
                            to,
                            "mode",
                            "recurring",
                            "intervalHours",
                            0.5,
                            "followHeap",
                            false,
                            "keyField",
                            " email "))
                    .statusCode(200)
                    .body("syncs", hasSize(1))
                    .body("syncs[0].intervalHours", equalTo(0.5f))
                    .body("syncs[0].followHeap", equalTo(false))
                    .body("syncs[0].keyField", equalTo("email"));
        }

        @Test
        void turnsASyncOffAndOnAgain() {
            order(Map.of("connectionId", to, "mode", "recurring"));

            order(Map.of("connectionId", to, "mode", "off"))
                    .body("syncs[0].mode", equalTo("off"))
                    .body("syncs[0].nextRunAt", nullValue());
            as(Role.EDITOR)
                    .body("{}")
                    .post(at + "/runs")
                    .then()
                    .statusCode(409)
                    .body("detail", containsString("expected a sync that is on"));
            order(Map.of("connectionId", to, "mode", "recurring")).body("syncs[0].nextRunAt", notNullValue());
        }

        @Test
        void turnsManyOnOnlyByAKeyFieldThatIsNamedOrWasChosen() {
            String order = """
                    {"segmentIds":["%s"],"connectionId":"%s","mode":"recurring"%s}""";
            String segmentId = ids.encode("seg", segment);
            as(Role.EDITOR)
                    .body(order.formatted(segmentId, to, ""))
                    .post(AT + "/syncs")
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("expected a keyField, since nobody has chosen one for 1 of"));
            as(Role.EDITOR)
                    .body(order.formatted(segmentId, to, ",\"keyField\":\"email\""))
                    .post(AT + "/syncs")
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("members of Free customers have"));
            as(Role.EDITOR).get(at).then().body("syncs", empty());
            rows.write(
                    tenant.id(),
                    "insert into segment_member (tenant_id, segment_id, member_id, fields, present, seq, task_order)"
                            + " values (?, ?, 'ann', '{\"email\":\"ann@example.com\"}', true, 1, 1) returning segment_id",
                    segment);

            as(Role.EDITOR)
                    .body(order.formatted(segmentId, to, ",\"keyField\":\"email\""))
                    .post(AT + "/syncs")
                    .then()
                    .statusCode(200)
                    .body("turned", equalTo(List.of(segmentId)));

            as(Role.EDITOR).get(at).then().body("syncs[0].keyField", equalTo("email"));
        }

        @Test
        void ordersOneSyncForEachConnection() {
            long second = rows.connection(tenant.id(), "Test", true);
            order(Map.of("connectionId", to, "mode", "off"));

            order(Map.of("connectionId", ids.encode("con", second), "mode", "off"))
                    .body("syncs.connectionId", containsInAnyOrder(to, ids.encode("con", second)));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{}|connectionId",
                    "{\"mode\":\"once\"}|connectionId",
                    "{\"connectionId\":\"{c}\"}|off, once or recurring",
                    "{\"connectionId\":\"{c}\",\"mode\":\"often\"}|got \"often\"",
                    "{\"connectionId\":\"{c}\",\"mode\":\"once\",\"intervalHours\":0}|one minute to 30 days",
                    "{\"connectionId\":\"{c}\",\"mode\":\"once\",\"intervalHours\":-4}|one minute to 30 days",
                    "{\"connectionId\":\"{c}\",\"mode\":\"once\",\"intervalHours\":721}|one minute to 30 days",
                    "{\"connectionId\":\"{c}\",\"mode\":\"once\",\"intervalHours\":1e300}|one minute to 30 days",
                })
        void isToldWhatIsWrongWithAnOrder(String body, String words) {
            as(Role.EDITOR)
                    .body(body.replace("{c}", to))
                    .put(at + "/sync")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", containsString(words));
            as(Role.EDITOR).get(at).then().body("syncs", empty());
        }

        @Test
        void isToldThatAKeyFieldIsTooLong() {
            order(Map.of("connectionId", to, "mode", "off", "keyField", "x".repeat(513)))
                    .statusCode(400)
                    .body("detail", containsString("at most 512 characters"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "con_0123456789012345678901", "x", "../x"})
        void isToldThatAConnectionIsUnknown(String unknown) {
            order(Map.of("connectionId", unknown, "mode", "once"))
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", containsString("this connection"));
        }

        @Test
        void cannotStartARunWithoutASync() {
            as(Role.EDITOR)
                    .post(at + "/runs")
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("detail", containsString("PUT"));
        }

        @Test
        void namesTheConnectionWhenTheSegmentHasSeveral() {
            rows.sync(tenant.id(), segment, connection, "ready");
            long second = rows.connection(tenant.id(), "Test", true);
            rows.sync(tenant.id(), segment, second, "ready");

            as(Role.EDITOR)
                    .body("{}")
                    .post(at + "/runs")
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("connectionId"));
            as(Role.EDITOR)
                    .body(Map.of("connectionId", ids.encode("con", second)))
                    .post(at + "/runs")
                    .then()
                    .statusCode(202)
                    .body("id", startsWith("run_"))
                    .body("cause", equalTo("person"));
        }

        @Test
        void pausesAndResumesASync() {
            order(Map.of("connectionId", to, "mode", "recurring", "paused", true))
                    .statusCode(200)
                    .body("syncs[0].paused", equalTo(true));
            as(Role.EDITOR).post(at + "/runs").then().statusCode(409).body("detail", containsString("not paused"));
            order(Map.of("connectionId", to, "mode", "recurring", "intervalHours", 8))
                    .body("syncs[0].paused", equalTo(true))
                    .body("syncs[0].intervalHours", equalTo(8.0f));
            order(Map.of("connectionId", to, "mode", "recurring", "paused", false))
                    .body("syncs[0].paused", equalTo(false));
        }

        @Test
        void turnsASyncOffAndEmptiesIt() {
            long sync = rows.sync(tenant.id(), segment, connection, "ready");
            rows.write(
                    tenant.id(),
                    "update sync set delivered_count = 7 where tenant_id = ? and id = ? returning id",
                    sync);

            order(Map.of("connectionId", to, "mode", "off", "empty", true))
                    .statusCode(200)
                    .body("syncs[0].mode", equalTo("off"))
                    .body("syncs[0].lastRun.cause", equalTo("emptying"));
            assertThat(rows.audit(tenant.id())).anyMatch(entry -> entry.contains("LaunchDarkly held 7 members"));
        }

        @Test
        void cannotEmptyWhatIsOnOrPauseWhatIsOff() {
            String words = "paused with a mode that is on";
            order(Map.of("connectionId", to, "mode", "once", "empty", true))
                    .statusCode(400)
                    .body("detail", containsString(words));
            order(Map.of("connectionId", to, "mode", "off", "paused", true))
                    .statusCode(400)
                    .body("detail", containsString(words));
            order(Map.of("connectionId", to, "mode", "off", "empty", true)).statusCode(404);
        }

        private ValidatableResponse order(Map<String, Object> order) {
            return as(Role.EDITOR).body(order).put(at + "/sync").then();
        }
    }

    private RequestSpecification as(Role role) {
        return tenants.as(role, tenant);
    }
}
