package io.segue.flags.change;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flag that was changed, as LaunchDarkly tells it.
 *
 * @param entryId LaunchDarkly's own, the same when it is told again
 * @param environments keys of those in which it was changed; empty for all of the project
 * @param on whether the flag is on now, by key of environment, where that was told
 * @param verb what was done, such as "turned on the flag"
 * @param link to the flag, empty when none was told
 */
public record FlagChange(
        String entryId,
        Instant at,
        String flagKey,
        String flagName,
        String projectKey,
        List<String> environments,
        Map<String, Boolean> on,
        String verb,
        String who,
        String link) {

    public FlagChange {
        environments = List.copyOf(environments);
        on = Map.copyOf(on);
    }

    boolean concerns(String project, String environment) {
        return projectKey.equals(project) && (environments.isEmpty() || environments.contains(environment));
    }

    Optional<Boolean> isOn(String environment) {
        return Optional.ofNullable(on.get(environment));
    }
}
