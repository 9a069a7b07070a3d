package io.segue.inbox.hook;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.tenant.NewTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantState;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What support does with tenants, by page or by API; the customer reads each of it in the audit log. */
@ApplicationScoped
public class SupportDesk {

    private static final int LONGEST_REASON = 500;

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
        audit.write(made.id(), actor, "created the tenant", made.slug(), Change.to("requested"));
        return made;
    }

    /** Who has no webhook URL yet gets one with it. */
    public Enabled enable(String slug, String actor) {
        TenantState before = tenants.get(slug).state();
        TenantSummary enabled = tenants.enable(slug);
        audit.write(enabled.id(), actor, "enabled the tenant", slug, Change.of(before.word(), "enabled"));
        boolean hasUrl = hooks.state(enabled.id()).tokenMadeAt().isPresent();
        return new Enabled(enabled, hasUrl ? Optional.empty() : Optional.of(makeUrl(enabled, actor)));
    }

    /** The customer reads the reason in the audit log. */
    public TenantSummary suspend(String slug, String reason, String actor) {
        String given = reason.strip();
        if (given.length() > LONGEST_REASON) {
            throw ProblemException.badRequest("Suspending a tenant: expected a reason of at most " + LONGEST_REASON
                    + " characters, got " + given.length() + ".");
        }
        TenantState before = tenants.get(slug).state();
        TenantSummary suspended = tenants.suspend(slug, Optional.of(given).filter(words -> !words.isEmpty()));
        Change change = Change.of(before.word(), "suspended");
        audit.write(
                suspended.id(),
                actor,
                before == TenantState.REQUESTED ? "declined the request" : "suspended the tenant",
                slug,
                given.isEmpty() ? change : change.because("because: " + given));
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
        audit.write(tenant, actor, "invited a person", email.strip(), Change.to("invited as " + role.word()));
    }

    private String makeUrl(TenantSummary tenant, String actor) {
        return hooks.url(hooks.rotateToken(tenant.id(), actor));
    }
}
