package io.segue;

import io.segue.platform.Tokens;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * What seals the cookie of a sign-in under way. Who is sent to the OIDC server by one copy may come back to another. Quarkus
 * takes the client's secret, the same for all, but makes one up where that has fewer than 32 characters or is missing: then
 * each copy has its own, and half of the sign-ins fail.
 */
record StateSecret(Config config) {

    private static final String PROPERTY = "quarkus.oidc.authentication.state-secret";
    private static final int SHORTEST = 32;

    /** Nothing, where Quarkus has one that all copies know. */
    Map<String, String> configuration() {
        String client = value("quarkus.oidc.credentials.secret");
        if (client.length() >= SHORTEST || !value(PROPERTY).isEmpty()) {
            return Map.of();
        }
        String shared = client.isEmpty() ? value("segue.master-key.value") : client;
        return Map.of(PROPERTY, HexFormat.of().formatHex(Tokens.hash("state of a sign-in " + shared)));
    }

    private String value(String property) {
        return config.getOptionalValue(property, String.class).orElse("");
    }

    @Override
    public String toString() {
        return "***";
    }
}
