package io.segue.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the product says of a tenant's webhook, by which the sandbox tells whether what it knows is still true: a tenant may
 * have made a new URL, or saved another secret.
 */
record KnownHook(String urlLastFour, String secretLastFour) {

    /** The product does not say: the tenant is not there yet. */
    static final KnownHook UNKNOWN = new KnownHook("", "");

    static KnownHook of(JsonNode hook) {
        return new KnownHook(
                hook.path("urlLastFour").asText(""), hook.path("secretLastFour").asText(""));
    }

    /** The one given first or, after a rotation, the one pasted into the imitation Heap; empty when it is neither. */
    Optional<String> url(Optional<String> given, Optional<String> pasted) {
        return Stream.of(given, pasted)
                .flatMap(Optional::stream)
                .filter(url -> url.endsWith(urlLastFour))
                .findFirst();
    }

    /** Heap's secret, unless the tenant saved another one. */
    Optional<String> secret(String given) {
        return Optional.of(given).filter(secret -> secret.endsWith(secretLastFour));
    }
}
