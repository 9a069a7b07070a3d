package io.segue.tenant;

import io.segue.tenant.Looks.Look;
import java.util.Optional;

/**
 * A tenant that someone may act in, and as what.
 *
 * @param look where it is support that looks at it, and may change nothing
 */
public record TenantAccess(
        long id, String slug, String name, TenantState state, Role role, String actor, Optional<Look> look) {

    /** Of someone who belongs to it. */
    public TenantAccess(long id, String slug, String name, TenantState state, Role role, String actor) {
        this(id, slug, name, state, role, actor, Optional.empty());
    }
}
