package io.segue.connection;

import java.time.Instant;

/** Until when the vendor asks all who share something to make no more calls. */
public record VendorLimit(Shared shared, Instant until) {

    /** Who is asked. */
    public enum Shared {
        /** Whoever uses this access token. */
        TOKEN,
        /** Whoever uses any token of its account. */
        ACCOUNT,
        /** Whoever calls from our address. */
        ADDRESS
    }
}
