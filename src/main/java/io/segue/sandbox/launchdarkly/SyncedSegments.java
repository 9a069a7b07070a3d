package io.segue.sandbox.launchdarkly;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.SandboxConfig;
import io.segue.sandbox.SavedState;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Every segment that Heap's integration ever made, by environment and key. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SyncedSegments {

    /** Everything, as it lies in the file. */
    record Saved(List<SyncedSegment.Saved> segments) {}

    private record Place(String clientSideId, String key) {}

    private final Map<Place, SyncedSegment> all = new ConcurrentHashMap<>();
    private final Clock clock;
    private final SavedState<Saved> file;

    SyncedSegments(SandboxConfig config, ObjectMapper json, Clock clock) {
        this.clock = clock;
        file = new SavedState<>(config, "launchdarkly", json, Saved.class, this::saved);
        file.load()
                .ifPresent(saved -> saved.segments()
                        .forEach(s -> all.put(new Place(s.clientSideId(), s.key()), new SyncedSegment(s))));
    }

    /** An empty call makes no segment, so none can be made by mistake. */
    void apply(InboundCall call) {
        if (call.add().isEmpty() && call.remove().isEmpty()) {
            return;
        }
        long now = clock.millis();
        all.computeIfAbsent(
                        new Place(call.environmentId(), call.segmentKey()),
                        place -> new SyncedSegment(
                                place.clientSideId(), place.key(), call.segmentId(), call.segmentName(), now))
                .apply(call, now);
        file.changed();
    }

    Optional<SyncedSegment> find(String clientSideId, String key) {
        return Optional.ofNullable(all.get(new Place(clientSideId, key)));
    }

    /** Among several environments' segments of that key, the one that changed last. */
    Optional<SyncedSegment> findNewest(String key) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().key().equals(key))
                .map(Map.Entry::getValue)
                .max(Comparator.comparingLong(segment -> segment.summary().changedAt()));
    }

    /** Their keys, by name. */
    public Map<String, String> keysIn(String clientSideId) {
        Map<String, String> keys = new TreeMap<>();
        in(clientSideId).forEach(segment -> keys.put(segment.name(), segment.key()));
        return keys;
    }

    List<SyncedSegment.Summary> in(String clientSideId) {
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().clientSideId().equals(clientSideId))
                .map(entry -> entry.getValue().summary())
                .sorted(Comparator.comparing(SyncedSegment.Summary::name))
                .toList();
    }

    public boolean contains(String clientSideId, String segmentName, String contextKey) {
        return in(clientSideId).stream()
                .filter(segment -> segment.name().equals(segmentName))
                .flatMap(segment -> find(clientSideId, segment.key()).stream())
                .anyMatch(segment -> segment.has(contextKey));
    }

    /** Without a call. */
    void drift(SyncedSegment segment, String member, boolean isIn) {
        segment.drift(member, isIn);
        file.changed();
    }

    boolean delete(String clientSideId, String key) {
        boolean existed = all.remove(new Place(clientSideId, key)) != null;
        file.changed();
        return existed;
    }

    @PreDestroy
    void close() {
        file.close();
    }

    private Saved saved() {
        return new Saved(all.values().stream().map(SyncedSegment::saved).toList());
    }
}
