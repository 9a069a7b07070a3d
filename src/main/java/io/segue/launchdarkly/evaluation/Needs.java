package io.segue.launchdarkly.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a part of a flag asks of a context beyond the key of a user: attributes and other kinds are not at hand here. Read
 * from the JSON that LaunchDarkly gives its SDKs for servers.
 */
class Needs {

    private static final Set<String> KEY = Set.of("", "key", "/key");
    private static final Set<String> USER = Set.of("", "user");

    private final Map<String, JsonNode> segments;

    Needs(Map<String, JsonNode> segments) {
        this.segments = Map.copyOf(segments);
    }

    /** Of the clauses of a rule of a flag's, and of the rollout that it may serve. */
    Optional<String> ofRule(JsonNode rule) {
        return first(ofClauses(rule.path("clauses"), new HashSet<>()), ofRollout(rule.path("rollout")));
    }

    /** Of the people that are targeted by key: of which kind they are. */
    Optional<String> ofTargets(JsonNode flag) {
        return ofKinds(flag.path("contextTargets"));
    }

    Optional<String> ofRollout(JsonNode rollout) {
        if (rollout.isMissingNode() || rollout.isNull()) {
            return Optional.empty();
        }
        boolean isByKey = KEY.contains(rollout.path("bucketBy").asText(""))
                || rollout.path("kind").asText().equals("experiment");
        return first(
                kind(rollout.path("contextKind")), isByKey ? Optional.empty() : attribute(rollout.path("bucketBy")));
    }

    /** The segments that a flag's rules look at, in all depth. */
    Set<String> segmentsOf(JsonNode flag) {
        Set<String> found = new HashSet<>();
        elements(flag.path("rules")).forEach(rule -> gatherSegments(rule.path("clauses"), found));
        return found;
    }

    /** Filled by other tools, member by member, and not among what LaunchDarkly gives its SDKs. */
    boolean isBig(String segment) {
        return segments.containsKey(segment)
                && segments.get(segment).path("unbounded").asBoolean();
    }

    private void gatherSegments(JsonNode clauses, Set<String> found) {
        elements(clauses)
                .filter(Needs::asksForSegment)
                .flatMap(clause -> elements(clause.path("values")))
                .map(JsonNode::asText)
                .filter(found::add)
                .map(key -> Optional.ofNullable(segments.get(key)))
                .flatMap(Optional::stream)
                .forEach(segment ->
                        elements(segment.path("rules")).forEach(rule -> gatherSegments(rule.path("clauses"), found)));
    }

    private Optional<String> ofClauses(JsonNode clauses, Set<String> seen) {
        return elements(clauses)
                .map(clause -> ofClause(clause, seen))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> ofClause(JsonNode clause, Set<String> seen) {
        if (asksForSegment(clause)) {
            return elements(clause.path("values"))
                    .map(key -> ofSegment(key.asText(), seen))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        boolean isKey = KEY.contains(clause.path("attribute").asText(""));
        return first(kind(clause.path("contextKind")), isKey ? Optional.empty() : attribute(clause.path("attribute")));
    }

    private Optional<String> ofSegment(String key, Set<String> seen) {
        JsonNode segment = segments.get(key);
        if (segment == null || !seen.add(key)) {
            return Optional.empty();
        }
        Optional<String> targets =
                first(ofKinds(segment.path("includedContexts")), ofKinds(segment.path("excludedContexts")));
        Optional<String> big =
                segment.path("unbounded").asBoolean() ? kind(segment.path("unboundedContextKind")) : Optional.empty();
        Optional<String> rules = elements(segment.path("rules"))
                .map(rule -> ofSegmentRule(rule, seen))
                .flatMap(Optional::stream)
                .findFirst();
        return first(targets, first(big, rules));
    }

    private Optional<String> ofSegmentRule(JsonNode rule, Set<String> seen) {
        Optional<String> clauses = ofClauses(rule.path("clauses"), seen);
        if (!rule.hasNonNull("weight")) {
            return clauses;
        }
        boolean isByKey = KEY.contains(rule.path("bucketBy").asText(""));
        return first(
                clauses,
                first(
                        kind(rule.path("rolloutContextKind")),
                        isByKey ? Optional.empty() : attribute(rule.path("bucketBy"))));
    }

    private static Optional<String> ofKinds(JsonNode targets) {
        return elements(targets)
                .filter(target -> !target.path("values").isEmpty())
                .map(target -> kind(target.path("contextKind")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean asksForSegment(JsonNode clause) {
        return clause.path("op").asText().equals("segmentMatch");
    }

    private static Optional<String> kind(JsonNode kind) {
        String word = kind.asText("");
        return USER.contains(word) ? Optional.empty() : Optional.of("it looks at contexts of the kind " + word);
    }

    private static Optional<String> attribute(JsonNode attribute) {
        return Optional.of("it looks at the attribute " + attribute.asText());
    }

    private static Optional<String> first(Optional<String> one, Optional<String> other) {
        return one.isPresent() ? one : other;
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
