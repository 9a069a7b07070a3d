package io.segue.flags.write;

import io.segue.platform.rotation.SealedColumn;
import jakarta.enterprise.inject.Produces;

/** What lies sealed in the table of the orders to write flag values. */
class WriteSeals {

    @Produces
    SealedColumn sdkKey() {
        return SealedColumn.ofTenants("flag_write", "sealed_sdk_key", SdkKeys.PURPOSE, "id");
    }
}
