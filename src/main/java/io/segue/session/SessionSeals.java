package io.segue.session;

import io.segue.platform.rotation.SealedColumn;
import jakarta.enterprise.inject.Produces;

/** What lies sealed in the table of sessions. */
class SessionSeals {

    /** The seal names the row by the first eight bytes of its hash. */
    @Produces
    SealedColumn tokens() {
        return SealedColumn.ofGate(
                "session",
                "sealed_tokens",
                Sessions.PURPOSE,
                "id_hash",
                "('x' || encode(substring(id_hash from 1 for 8), 'hex'))::bit(64)::bigint");
    }
}
