package io.segue.platform.rotation;

import io.quarkus.runtime.StartupEvent;
import io.segue.platform.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses to start while something lies sealed under a master key that is not configured: a key is retired when it is out of use. */
@ApplicationScoped
class KeysInUse {

    private final SealedValues values;
    private final Sealer sealer;

    KeysInUse(SealedValues values, Sealer sealer) {
        this.values = values;
        this.sealer = sealer;
    }

    void check(@Observes StartupEvent event) {
        Set<String> known = sealer.knownIds();
        List<String> unknown = values.columns().stream()
                .flatMap(column -> values.keysInUse(column).entrySet().stream()
                        .filter(use -> !known.contains(use.getKey()))
                        .map(use -> describe(column, use)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new KeyMissingException(unknown);
        }
    }

    private static String describe(SealedColumn column, Map.Entry<String, Long> use) {
        return use.getValue() + " of " + column + " under the key with the id " + use.getKey();
    }
}
