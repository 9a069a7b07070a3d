package io.segue.sandbox.heap.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.SandboxConfig;
import io.segue.sandbox.SavedState;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the imitation Heap knows of its users: the last value of each property, by account and identity. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class HeapUsers {

    /** Everything, as it lies in the file. */
    record Saved(Map<String, TreeMap<String, Map<String, JsonNode>>> accounts) {}

    /** One user. */
    public record User(String identity, Map<String, JsonNode> properties) {}

    private final Map<String, TreeMap<String, Map<String, JsonNode>>> byAccount = new TreeMap<>();
    private final SavedState<Saved> file;

    HeapUsers(SandboxConfig config, ObjectMapper json) {
        file = new SavedState<>(config, "heap-users", json, Saved.class, this::saved);
        file.load().ifPresent(saved -> byAccount.putAll(saved.accounts()));
    }

    /** An identity that is not known yet makes a new user, as at Heap. */
    synchronized void add(String account, List<JsonNode> users) {
        TreeMap<String, Map<String, JsonNode>> known = byAccount.computeIfAbsent(account, slug -> new TreeMap<>());
        for (JsonNode user : users) {
            Map<String, JsonNode> properties =
                    known.computeIfAbsent(user.path("identity").asText(), identity -> new TreeMap<>());
            user.path("properties").properties().forEach(one -> properties.put(one.getKey(), one.getValue()));
        }
        file.changed();
    }

    public synchronized int count(String account) {
        return byAccount.getOrDefault(account, new TreeMap<>()).size();
    }

    /** By identity, from the given one on. */
    public synchronized List<User> from(String account, String identity, int most) {
        return byAccount.getOrDefault(account, new TreeMap<>()).tailMap(identity).entrySet().stream()
                .limit(most)
                .map(user -> new User(user.getKey(), Map.copyOf(user.getValue())))
                .toList();
    }

    public synchronized Optional<User> find(String account, String identity) {
        return Optional.ofNullable(
                        byAccount.getOrDefault(account, new TreeMap<>()).get(identity))
                .map(properties -> new User(identity, Map.copyOf(properties)));
    }

    synchronized void clear() {
        byAccount.clear();
        file.changed();
    }

    @PreDestroy
    void close() {
        file.close();
    }

    private synchronized Saved saved() {
        Map<String, TreeMap<String, Map<String, JsonNode>>> copy = new TreeMap<>();
        byAccount.forEach((account, users) -> {
            TreeMap<String, Map<String, JsonNode>> kept = new TreeMap<>();
            users.forEach((identity, properties) -> kept.put(identity, Map.copyOf(properties)));
            copy.put(account, kept);
        });
        return new Saved(copy);
    }
}
