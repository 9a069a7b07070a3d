package io.segue.connection;

import io.segue.platform.rotation.SealedColumn;
import jakarta.enterprise.inject.Produces;

/** What lies sealed in the table of connections. */
class ConnectionSeals {

    @Produces
    SealedColumn token() {
        return SealedColumn.ofTenants("connection", "sealed_token", Connections.TOKEN_PURPOSE, "id");
    }
}
