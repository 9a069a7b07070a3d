package io.segue.sync.pace;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.VendorLimit.Shared;
import io.segue.platform.Fingerprints;
import io.segue.platform.Secret;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a call goes by: the access token and its account, by keyed fingerprints. Connections, of whatever tenant, that use
 * one token are on one line.
 */
public record Line(String token, Optional<String> account) {

    /** What a limit is of, as it is remembered. */
    record Subject(Shared shared, String fingerprint) {}

    public static Line of(ConnectionAccess access, Fingerprints fingerprints) {
        return new Line(
                fingerprint(fingerprints, access.accessToken()),
                access.account().map(id -> fingerprint(fingerprints, new Secret("account " + id))));
    }

    static String fingerprint(Fingerprints fingerprints, Secret secret) {
        return HexFormat.of().formatHex(fingerprints.of(secret));
    }
}
