package io.segue.connection;

import io.segue.tenant.ApiTokens;
import io.segue.tenant.Memberships;
import io.segue.tenant.NewTenant;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes an enabled tenant, its tokens and its people, new for each test. */
@ApplicationScoped
public class TestingTenants {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Tenants tenants;
    private final ApiTokens tokens;
    private final Memberships memberships;

    TestingTenants(Tenants tenants, ApiTokens tokens, Memberships memberships) {
        this.tenants = tenants;
        this.tokens = tokens;
        this.memberships = memberships;
    }

    public TenantSummary enabled() {
        String slug = "con-" + COUNT.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
        tenants.create(new NewTenant(slug, "Tenant " + slug, Optional.empty(), Optional.empty()));
        return tenants.enable(slug);
    }

    String token(TenantSummary tenant, Role role) {
        return tokens.create(tenant.id(), "for a test", role, "a test").value();
    }

    public void join(TenantSummary tenant, String userName, Role role) {
        tenants.invite(tenant.id(), "user:" + userName, role);
        memberships.acceptInvitations(new SignedIn("", userName, userName, Optional.empty()));
    }
}
