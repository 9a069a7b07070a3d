package io.segue.platform.rotation;

import jakarta.enterprise.inject.Produces;

/** What lies sealed in the one row of this installation. */
class InstallationSeals {

    @Produces
    SealedColumn idKey() {
        return SealedColumn.ofInstallation("sealed_id_key", "id key");
    }

    @Produces
    SealedColumn fingerprintKey() {
        return SealedColumn.ofInstallation("sealed_fingerprint_key", "fingerprint key");
    }
}
