package io.segue.inbox.hook;

import io.segue.platform.rotation.SealedColumn;
import jakarta.enterprise.inject.Produces;

/** What lies sealed in the table of hooks. */
class HookSeals {

    @Produces
    SealedColumn secret() {
        return SealedColumn.ofTenants("hook", "sealed_secret", Hooks.SECRET, "tenant_id");
    }

    @Produces
    SealedColumn previousSecret() {
        return SealedColumn.ofTenants("hook", "sealed_previous_secret", Hooks.PREVIOUS_SECRET, "tenant_id");
    }
}
