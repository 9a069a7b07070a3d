package io.segue.flags.change;

import io.segue.platform.rotation.SealedColumn;
import jakarta.enterprise.inject.Produces;

/** What lies sealed in the table of LaunchDarkly's webhooks. */
class ChangeSeals {

    @Produces
    SealedColumn secret() {
        return SealedColumn.ofTenants("flag_hook", "sealed_secret", ChangeHooks.SECRET, "tenant_id");
    }

    @Produces
    SealedColumn previousSecret() {
        return SealedColumn.ofTenants("flag_hook", "sealed_previous_secret", ChangeHooks.PREVIOUS_SECRET, "tenant_id");
    }
}
