package io.segue;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.segue.platform.Database;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Looks;
import io.segue.tenant.Memberships;
import io.segue.tenant.NewTenant;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Makes tenants and people for tests of pages, new for each test. */
@ApplicationScoped
public class TestingTenants {

    private final Tenants tenants;
    private final Memberships memberships;
    private final ApiTokens tokens;
    private final Looks looks;
    private final Database database;

    TestingTenants(Tenants tenants, Memberships memberships, ApiTokens tokens, Looks looks, Database database) {
        this.tenants = tenants;
        this.memberships = memberships;
        this.tokens = tokens;
        this.looks = looks;
        this.database = database;
    }

    /** A call to the API with a new token of this tenant's. */
    public RequestSpecification as(Role role, TenantSummary tenant) {
        return bearer(tokens.create(tenant.id(), "a test", role, "a test").value());
    }

    public static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    public TenantSummary requested() {
        String slug = "t-" + Long.toString(System.nanoTime(), 36);
        return tenants.create(new NewTenant(slug, "Tenant <i>" + slug + "</i>", Optional.empty(), Optional.empty()));
    }

    public TenantSummary enabled() {
        return tenants.enable(requested().slug());
    }

    /** An enabled tenant with this person in it. */
    public TenantSummary with(String userName, Role role) {
        TenantSummary tenant = enabled();
        join(tenant.id(), userName, role);
        return tenant;
    }

    /** From now on this person belongs to the tenant. */
    public void join(long tenant, String userName, Role role) {
        tenants.invite(tenant, "user:" + userName, role);
        memberships.acceptInvitations(new SignedIn("", userName, userName, Optional.empty()));
    }

    /** From now on this person of support's looks at the tenant. */
    public void look(long tenant, String userName, String reason) {
        SignedIn support = new SignedIn("", userName, userName, Optional.empty(), true);
        database.doInTenant(tenant, connection -> looks.begin(connection, tenant, support, reason));
    }
}
