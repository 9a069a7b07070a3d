package io.segue.erasure;

import io.segue.platform.rotation.SealedColumn;
import jakarta.enterprise.inject.Produces;

/** What lies sealed in the tables of erasures. */
class ErasureSeals {

    @Produces
    SealedColumn values() {
        return SealedColumn.ofTenants("erasure", "sealed_values", ErasureSeal.PURPOSE, "id");
    }

    @Produces
    SealedColumn heapKey() {
        return SealedColumn.ofTenants("heap_api", "sealed_key", HeapApiKeys.PURPOSE, "tenant_id");
    }
}
