package io.segue.configuration;

import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/** A pipeline that exports, plans and applies documents of tenants with two connections. */
@ApplicationScoped
class TestingDocuments {

    static final String PRODUCTION = "64a0c3e0ac3e000000000001";

    /** Paused, so that no run of it moves anything meanwhile. */
    static final String ONE_SYNC = """
            version: 1
            segments:
              - heapId: 7
                name: Power users
                syncs:
                  - {connection: Production, mode: recurring, paused: true}
            """;

    private static final String TEST = "64a0c3e0ac3e000000000002";

    private final TestingTenants tenants;
    private final Connections connections;

    TestingDocuments(TestingTenants tenants, Connections connections) {
        this.tenants = tenants;
        this.connections = connections;
    }

    TenantSummary withConnections() {
        TenantSummary made = tenants.enabled();
        String token = "api-0123456789abcdef-the-secret";
        connections.create(made.id(), NewConnection.of("Production", "us", PRODUCTION, token), "a test");
        connections.create(made.id(), NewConnection.of("Test", "us", TEST, token), "a test");
        return made;
    }

    String export(TenantSummary of) {
        return tenants.as(Role.VIEWER, of)
                .get("/api/v1/export")
                .then()
                .statusCode(200)
                .contentType(startsWith("application/yaml"))
                .extract()
                .asString();
    }

    ValidatableResponse plan(TenantSummary of, String document) {
        return tenants.as(Role.VIEWER, of)
                .contentType("application/yaml")
                .body(bytes(document))
                .post("/api/v1/plan")
                .then()
                .statusCode(200);
    }

    ValidatableResponse apply(TenantSummary to, String document) {
        return apply(to, document, Role.OWNER);
    }

    ValidatableResponse apply(TenantSummary to, String document, Role role) {
        return tenants.as(role, to)
                .contentType("application/yaml")
                .body(bytes(document))
                .post("/api/v1/apply")
                .then();
    }

    ValidatableResponse apply(TenantSummary to, String document, String fingerprint) {
        return tenants.as(Role.EDITOR, to)
                .contentType("application/yaml")
                .header("If-Match", "\"" + fingerprint + "\"")
                .body(bytes(document))
                .post("/api/v1/apply")
                .then();
    }

    /** With the fingerprint of its plan. */
    Response send(TenantSummary to, String document) {
        return tenants.as(Role.OWNER, to)
                .contentType("application/yaml")
                .header("If-Match", "\"" + plan(to, document).extract().path("fingerprint") + "\"")
                .body(bytes(document))
                .post("/api/v1/apply");
    }

    private static byte[] bytes(String document) {
        return document.getBytes(StandardCharsets.UTF_8);
    }
}
