package io.segue.alert.target;

import io.segue.platform.SealPurpose;
import io.segue.platform.rotation.SealedColumn;
import jakarta.enterprise.inject.Produces;

/** What lies sealed in the table of targets. */
class TargetSeals {

    private static final String TABLE = "alert_target";
    private static final String ADDRESS = "address of alerts";
    private static final String SECRET = "secret of alerts";
    private static final String PREVIOUS_SECRET = "previous secret of alerts";

    @Produces
    SealedColumn address() {
        return SealedColumn.ofTenants(TABLE, "sealed_address", ADDRESS, "id");
    }

    @Produces
    SealedColumn secret() {
        return SealedColumn.ofTenants(TABLE, "sealed_secret", SECRET, "id");
    }

    @Produces
    SealedColumn previousSecret() {
        return SealedColumn.ofTenants(TABLE, "sealed_previous_secret", PREVIOUS_SECRET, "id");
    }

    static SealPurpose ofAddress(long tenant, long target) {
        return new SealPurpose(ADDRESS, tenant, target);
    }

    static SealPurpose ofSecret(long tenant, long target) {
        return new SealPurpose(SECRET, tenant, target);
    }

    static SealPurpose ofPreviousSecret(long tenant, long target) {
        return new SealPurpose(PREVIOUS_SECRET, tenant, target);
    }
}
