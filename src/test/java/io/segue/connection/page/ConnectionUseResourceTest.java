package io.segue.connection.page;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ConnectionUseResourceTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    TenantSummary tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
    }

    @Test
    void seesWhatGoesThroughAConnectionAndThatLaunchDarklyTakesNothing() {
        long connection = rows.connection(tenant.id(), "Used", true);
        String id = ids.encode("con", connection);
        long sync = rows.sync(tenant.id(), rows.segment(tenant.id(), "1", "Power users", 7), connection, "stopped");
        rows.write(
                tenant.id(), "update sync set delivered_count = 7 where tenant_id = ? and id = ? returning id", sync);
        asViewer()
                .get("/api/v1/connections/" + id + "/use")
                .then()
                .statusCode(200)
                .body("segmentsOn", equalTo(1))
                .body("failing", equalTo(1))
                .body("members", equalTo(7))
                .body("troubleSince", nullValue());

        rows.write(tenant.id(), """
                insert into circuit (tenant_id, connection_id, failing_since, failed_at, failures, open_until, code, message)
                values (?, ?, now(), now(), 3, now() + interval '1 minute', 'unavailable', 'away') returning 1""", connection);
        asViewer()
                .get("/api/v1/connections/" + id + "/use")
                .then()
                .body("troubleSince", notNullValue())
                .body("trouble.code", equalTo("unavailable"));
    }

    private RequestSpecification asViewer() {
        return tenants.as(Role.VIEWER, tenant);
    }
}
