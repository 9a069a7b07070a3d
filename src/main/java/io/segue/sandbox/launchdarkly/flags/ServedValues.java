package io.segue.sandbox.launchdarkly.flags;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Values that somebody has an environment serve to everyone, whatever the flags' own rules say. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class ServedValues {

    private static final int FIRST_VERSION = 1;

    /** One environment; a version outlives its value, because SDKs ignore what is not newer. */
    private static final class Environment {
        private Map<String, JsonNode> values = Map.of();
        private final Map<String, Integer> versions = new HashMap<>();
        private final List<Consumer<Set<String>>> listeners = new ArrayList<>();
    }

    private final Map<String, Environment> environments = new HashMap<>();

    /** By key, in its order. */
    synchronized Map<String, JsonNode> in(String clientSideId) {
        return new TreeMap<>(environment(clientSideId).values);
    }

    synchronized Optional<JsonNode> find(String clientSideId, String key) {
        return Optional.ofNullable(environment(clientSideId).values.get(key));
    }

    synchronized int version(String clientSideId, String key) {
        return environment(clientSideId).versions.getOrDefault(key, FIRST_VERSION);
    }

    /** In place of all that were served so before. */
    synchronized void serve(String clientSideId, Map<String, JsonNode> values) {
        Environment environment = environment(clientSideId);
        Set<String> changed = new HashSet<>(values.keySet());
        changed.addAll(environment.values.keySet());
        changed.removeIf(key -> values.containsKey(key) && values.get(key).equals(environment.values.get(key)));
        environment.values = Map.copyOf(values);
        changed.forEach(key -> environment.versions.merge(key, FIRST_VERSION + 1, (old, first) -> old + 1));
        if (!changed.isEmpty()) {
            List.copyOf(environment.listeners).forEach(listener -> listener.accept(changed));
        }
    }

    /** Is told the keys of what changes, until the answer is run. */
    synchronized Runnable listen(String clientSideId, Consumer<Set<String>> listener) {
        environment(clientSideId).listeners.add(listener);
        return () -> forget(clientSideId, listener);
    }

    private synchronized void forget(String clientSideId, Consumer<Set<String>> listener) {
        environment(clientSideId).listeners.remove(listener);
    }

    private Environment environment(String clientSideId) {
        return environments.computeIfAbsent(clientSideId, id -> new Environment());
    }
}
