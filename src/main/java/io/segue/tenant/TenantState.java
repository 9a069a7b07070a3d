package io.segue.tenant;

import java.util.Locale;

/** Whether a tenant may use the integration. */
public enum TenantState {
    REQUESTED,
    ENABLED,
    SUSPENDED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TenantState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
