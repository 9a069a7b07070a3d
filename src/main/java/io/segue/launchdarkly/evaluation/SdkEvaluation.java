package io.segue.launchdarkly.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.launchdarkly.sdk.EvaluationDetail;
import com.launchdarkly.sdk.EvaluationReason;
import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.LDValue;
import com.launchdarkly.sdk.server.LDClient;
import io.segue.connection.use.HeldKeys.Holding;
import io.segue.flags.FlagEvaluation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides flags as LaunchDarkly's own SDK does, and tells a value only where it needs no more than is known here. */
class SdkEvaluation implements FlagEvaluation {

    private final LDClient client;
    private final OurSegments segments;
    private final Needs needs;
    private final Map<String, JsonNode> flags;
    private final Map<String, FlagRules> rules = new HashMap<>();
    /** A flag has few values, each the same object for everybody who gets it. */
    private final Map<JsonNode, Value> told = new IdentityHashMap<>();

    SdkEvaluation(LDClient client, OurSegments segments, Needs needs, Map<String, JsonNode> flags) {
        this.client = client;
        this.segments = segments;
        this.needs = needs;
        this.flags = Map.copyOf(flags);
    }

    @Override
    public Value evaluate(String flag, String key, Set<String> ours, Holding holding) {
        if (key.isEmpty() || !flags.containsKey(flag)) {
            return new Value.Untold("LaunchDarkly has no such flag in this environment");
        }
        LDContext user = LDContext.create(key);
        segments.begin(ours, holding);
        EvaluationDetail<LDValue> detail = client.jsonValueVariationDetail(flag, user, LDValue.ofNull());
        Optional<String> doubt = doubt(flag, detail.getReason(), user, new HashSet<>());
        Optional<String> unknown = segments.end();
        return doubt.or(() -> unknown)
                .<Value>map(Value.Untold::new)
                .orElseGet(
                        () -> told.computeIfAbsent(rules(flag).variation(detail.getVariationIndex()), Value.Told::new));
    }

    @Override
    public Map<String, String> doubts(Iterable<String> asked, Set<String> ours) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String flag : asked) {
            doubt(flag, ours, new HashSet<>()).ifPresent(why -> found.put(flag, why));
        }
        return found;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Closing LaunchDarkly's SDK", e);
        }
    }

    /** Whether one user's value may be another one where more is known of the user. */
    private Optional<String> doubt(String flag, EvaluationReason reason, LDContext user, Set<String> seen) {
        FlagRules decided = rules(flag);
        if (reason.getKind() == EvaluationReason.Kind.OFF || !seen.add(flag)) {
            return Optional.empty();
        }
        Optional<String> before = decided.prerequisites().stream()
                .filter(flags::containsKey)
                .map(one -> doubt(
                        one,
                        client.jsonValueVariationDetail(one, user, LDValue.ofNull())
                                .getReason(),
                        user,
                        seen))
                .flatMap(Optional::stream)
                .findFirst();
        return before.or(() -> switch (reason.getKind()) {
            case OFF, PREREQUISITE_FAILED -> Optional.empty();
            case TARGET_MATCH -> decided.targets();
            case RULE_MATCH -> decided.upTo(reason.getRuleIndex());
            case FALLTHROUGH -> decided.toTheEnd();
            case ERROR -> Optional.of("LaunchDarkly’s rules for it cannot be carried out");
        });
    }

    /** Whether anybody's value may be. */
    private Optional<String> doubt(String flag, Set<String> ours, Set<String> seen) {
        if (!flags.containsKey(flag)) {
            return Optional.of("LaunchDarkly has no such flag in this environment");
        }
        FlagRules decided = rules(flag);
        if (!decided.isOn() || !seen.add(flag)) {
            return Optional.empty();
        }
        return decided.toTheEnd()
                .or(() -> needs.segmentsOf(flags.get(flag)).stream()
                        .filter(segment -> needs.isBig(segment) && !ours.contains(segment))
                        .sorted()
                        .map(OurSegments::foreign)
                        .findFirst())
                .or(() -> decided.prerequisites().stream()
                        .filter(flags::containsKey)
                        .map(one -> doubt(one, ours, seen).map(why -> "it waits for the flag " + one + ", and " + why))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private FlagRules rules(String flag) {
        return rules.computeIfAbsent(flag, key -> FlagRules.of(flags.get(key), needs));
    }
}
