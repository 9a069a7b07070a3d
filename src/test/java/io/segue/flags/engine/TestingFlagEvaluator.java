package io.segue.flags.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.segue.connection.CheckStep;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.use.HeldKeys.Holding;
import io.segue.flags.FlagEvaluation;
import io.segue.flags.FlagEvaluator;
import io.segue.platform.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Flags with a value for everybody, and with values of single users. */
class TestingFlagEvaluator implements FlagEvaluator {

    private final Map<String, JsonNode> everybody = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> single = new HashMap<>();
    private final Map<String, String> untold = new HashMap<>();
    private Optional<VendorFailure> failure = Optional.empty();

    void serve(String flag, boolean value) {
        everybody.put(flag, BooleanNode.valueOf(value));
    }

    void serve(String flag, String value) {
        everybody.put(flag, TextNode.valueOf(value));
    }

    void serve(String flag, JsonNode value) {
        everybody.put(flag, value);
    }

    void serve(String flag, String key, boolean value) {
        single.computeIfAbsent(flag, name -> new HashMap<>()).put(key, BooleanNode.valueOf(value));
    }

    void doNotTell(String flag, String reason) {
        untold.put(flag, reason);
    }

    void fail(VendorFailure with) {
        failure = Optional.of(with);
    }

    void work() {
        failure = Optional.empty();
    }

    JsonNode value(String flag, String key) {
        return single.getOrDefault(flag, Map.of()).getOrDefault(key, everybody.get(flag));
    }

    @Override
    public List<CheckStep> check(String clientSideId, Secret sdkKey) {
        return List.of();
    }

    @Override
    public FlagEvaluation open(Secret sdkKey) {
        if (failure.isPresent()) {
            throw new VendorException(failure.get());
        }
        return new FlagEvaluation() {

            @Override
            public Value evaluate(String flag, String key, Set<String> ours, Holding holding) {
                return untold.containsKey(flag) ? new Value.Untold(untold.get(flag)) : new Value.Told(value(flag, key));
            }

            @Override
            public Map<String, String> doubts(Iterable<String> flags, Set<String> ours) {
                return Map.of();
            }

            @Override
            public void close() {}
        };
    }
}
