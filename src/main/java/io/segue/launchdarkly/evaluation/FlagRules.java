package io.segue.launchdarkly.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a flag is decided: what each step asks of a context beyond its key.
 *
 * @param targets of the people targeted by key
 * @param rules of each rule, with the rollout that it serves
 * @param fallthrough of what is served to the rest
 * @param prerequisites keys of flags that are decided first
 * @param variations the values that it can have, as LaunchDarkly wrote them: the SDK's own have their fields in another order
 */
record FlagRules(
        boolean isOn,
        Optional<String> targets,
        List<Optional<String>> rules,
        Optional<String> fallthrough,
        List<String> prerequisites,
        List<JsonNode> variations) {

    static FlagRules of(JsonNode flag, Needs needs) {
        List<Optional<String>> rules = new ArrayList<>();
        flag.path("rules").forEach(rule -> rules.add(needs.ofRule(rule)));
        List<String> prerequisites = new ArrayList<>();
        flag.path("prerequisites")
                .forEach(one -> prerequisites.add(one.path("key").asText()));
        List<JsonNode> variations = new ArrayList<>();
        flag.path("variations").forEach(variations::add);
        return new FlagRules(
                flag.path("on").asBoolean(),
                needs.ofTargets(flag),
                List.copyOf(rules),
                needs.ofRollout(flag.path("fallthrough").path("rollout")),
                List.copyOf(prerequisites),
                List.copyOf(variations));
    }

    /** The value of this number; none when it is no number of a variation. */
    JsonNode variation(int number) {
        return number >= 0 && number < variations.size() ? variations.get(number) : NullNode.instance;
    }

    /** Of the first rules, up to this one: whether they match could depend on it. */
    Optional<String> upTo(int rule) {
        return rules.stream()
                .limit(rule + 1L)
                .flatMap(Optional::stream)
                .findFirst()
                .or(this::targets);
    }

    /** Of what is decided when no rule matches. */
    Optional<String> toTheEnd() {
        return upTo(rules.size()).or(this::fallthrough);
    }
}
