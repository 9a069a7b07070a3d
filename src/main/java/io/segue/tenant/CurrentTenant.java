package io.segue.tenant;

import io.segue.tenant.Looks.Look;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenant of this request, set by {@link TenantFilter} alone; asking for it before is a mistake of ours. */
@RequestScoped
@Named("tenant")
public class CurrentTenant {

    private @Nullable TenantAccess access;

    void enter(TenantAccess granted) {
        access = granted;
    }

    public boolean isKnown() {
        return access != null;
    }

    public TenantAccess access() {
        if (access == null) {
            throw new IllegalStateException("Asking for the tenant of a request that has none: @TenantRole is missing");
        }
        return access;
    }

    public long id() {
        return access().id();
    }

    public String slug() {
        return access().slug();
    }

    public String name() {
        return access().name();
    }

    /** Who acts, in words for the audit log. */
    public String actor() {
        return access().actor();
    }

    /** Nothing can be changed of a suspended tenant, so its pages offer nothing either. */
    public boolean canEdit() {
        return access().role().includes(Role.EDITOR) && access().state() != TenantState.SUSPENDED;
    }

    /** Where it is support that looks: why, and until when. */
    public Optional<Look> look() {
        return access().look();
    }

    public boolean isOwner() {
        return access().role().includes(Role.OWNER);
    }
}
