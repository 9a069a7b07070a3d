package io.segue.inbox.hook;

import io.segue.audit.Audit;
import io.segue.tenant.NewTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What support does with tenants, by page or by API; the customer reads each of it in the audit log. */
@ApplicationScoped
public class SupportDesk {

    private final Tenants tenants;
    private final Hooks hooks;
    private final Audit audit;

    SupportDesk(Tenants tenants, Hooks hooks, Audit audit) {
        this.tenants = tenants;
        this.hooks = hooks;
        this.audit = audit;
    }

    /** A tenant, and its webhook URL when it was made just now: it is not to be had again. */
    public record Enabled(TenantSummary tenant, Optional<String> newUrl) {}

    public TenantSummary create(NewTenant request, String actor) {
        TenantSummary made = tenants.create(request);
        audit.write(made.id(), actor, "created the tenant", made.slug(), "");
        return made;
    }

    /** Who has no webhook URL yet gets one with it. */
    public Enabled enable(String slug, String actor) {
        TenantSummary enabled = tenants.enable(slug);
        audit.write(enabled.id(), actor, "enabled the tenant", slug, "");
        boolean hasUrl = hooks.state(enabled.id()).tokenMadeAt().isPresent();
        return new Enabled(enabled, hasUrl ? Optional.empty() : Optional.of(makeUrl(enabled, actor)));
    }

    public TenantSummary suspend(String slug, String actor) {
        TenantSummary suspended = tenants.suspend(slug);
        audit.write(suspended.id(), actor, "suspended the tenant", slug, "");
        return suspended;
    }

    /** The URL before it stays good for a while. */
    public Enabled makeUrl(String slug, String actor) {
        TenantSummary tenant = tenants.get(slug);
        return new Enabled(tenant, Optional.of(makeUrl(tenant, actor)));
    }

    public void invite(String slug, String email, Role role, String actor) {
        if (!email.contains("@") || email.strip().startsWith("user:")) {
            throw ProblemException.badRequest("Inviting: expected an e-mail address, got \"" + email.strip() + "\".");
        }
        long tenant = tenants.get(slug).id();
        tenants.invite(tenant, email, role, actor);
        audit.write(tenant, actor, "invited as " + role.word(), email.strip(), "");
    }

    private String makeUrl(TenantSummary tenant, String actor) {
        return hooks.url(hooks.rotateToken(tenant.id(), actor));
    }
}
