package io.segue.sandbox.launchdarkly.flags;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which flags somebody has turned off: a flag that is off serves its first variation to everybody. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class FlagSwitches {

    private record Place(String clientSideId, String key) {}

    /** A flag as its switch shows it. */
    public record Switch(String key, String name, boolean on) {}

    private final Evaluations evaluations;
    private final ServedValues served;
    private final Set<Place> off = new HashSet<>();

    FlagSwitches(Evaluations evaluations, ServedValues served) {
        this.evaluations = evaluations;
        this.served = served;
    }

    public synchronized List<Switch> in(LaunchDarklyEnvironment environment) {
        return evaluations.flagsOf(List.of(environment)).stream()
                .map(flag -> new Switch(
                        flag.key(), flag.name(), !off.contains(new Place(environment.clientSideId(), flag.key()))))
                .toList();
    }

    /** Returns the flag as it is now; empty when there is none of this key. */
    public synchronized Optional<Switch> flip(LaunchDarklyEnvironment environment, String key, boolean on) {
        Optional<Flag> flag = evaluations.flagsOf(List.of(environment)).stream()
                .filter(one -> one.key().equals(key))
                .findFirst();
        flag.ifPresent(one -> {
            Place place = new Place(environment.clientSideId(), key);
            Map<String, JsonNode> values = new HashMap<>(served.in(environment.clientSideId()));
            if (on) {
                off.remove(place);
                values.remove(key);
            } else {
                off.add(place);
                values.put(key, one.variations().get(0).value());
            }
            served.serve(environment.clientSideId(), values);
        });
        return flag.map(one -> new Switch(one.key(), one.name(), on));
    }
}
