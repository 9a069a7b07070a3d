package io.segue.flags.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.segue.connection.use.HeldKeys;
import io.segue.connection.use.HeldKeys.Holding;
import io.segue.flags.FlagEvaluation;
import io.segue.flags.FlagEvaluation.Value;
import io.segue.flags.HeapUser;
import io.segue.flags.choice.Choice;
import io.segue.flags.choice.FlagProperty;
import io.segue.segment.KnownUsers.KnownUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what Heap is to know of each known user: the values of the chosen flags that can be told. */
class UserPlanner {

    private final FlagEvaluation evaluation;
    private final HeldKeys held;
    private final long tenant;
    private final String clientSideId;
    private final Choice choice;
    private final String salt;
    private final Set<String> ours;
    private final WriteCounts counts;
    /** The same few values again and again. */
    private final Map<String, Map<JsonNode, List<FlagProperty>>> properties = new HashMap<>();

    UserPlanner(FlagEvaluation evaluation, HeldKeys held, long tenant, WriteTask task, WriteCounts counts) {
        this.evaluation = evaluation;
        this.held = held;
        this.tenant = tenant;
        this.clientSideId = task.connection().clientSideId();
        this.choice = task.choice().choice();
        this.salt = task.salt();
        this.ours = held.segments(tenant, clientSideId);
        this.counts = counts;
    }

    List<PlannedUser> plan(List<KnownUser> piece) {
        List<KnownUser> usable = piece.stream().filter(this::isUsable).toList();
        List<String> keys =
                usable.stream().map(user -> user.key().orElseThrow()).toList();
        Map<String, Holding> holdings = ours.isEmpty() ? Map.of() : held.holdings(tenant, clientSideId, keys);
        List<PlannedUser> planned = new ArrayList<>(usable.size());
        for (KnownUser user : usable) {
            String key = user.key().orElseThrow();
            plan(user.id(), key, holdings.getOrDefault(key, Holding.NOWHERE)).ifPresent(planned::add);
        }
        counts.users += piece.size();
        return planned;
    }

    private boolean isUsable(KnownUser user) {
        if (user.isAmbiguous()) {
            counts.ambiguous++;
        } else if (user.key().isEmpty()) {
            counts.withoutKey++;
        } else if (user.id().length() > HeapUser.LONGEST_IDENTITY) {
            counts.tooLong++;
        } else {
            return true;
        }
        return false;
    }

    /** Nothing is written of a user of whom nothing can be told. */
    private Optional<PlannedUser> plan(String identity, String key, Holding holding) {
        Map<String, JsonNode> told = new LinkedHashMap<>();
        for (String flag : choice.flags()) {
            Value value = evaluation.evaluate(flag, key, ours, holding);
            if (value instanceof Value.Told one) {
                propertiesOf(flag, one.value())
                        .forEach(property ->
                                told.put(property.name(choice.options().prefix()), property.value()));
            } else if (value instanceof Value.Untold one) {
                counts.untold(flag, one.reason());
            }
        }
        return told.isEmpty() ? Optional.empty() : Optional.of(PlannedUser.of(identity, told, salt));
    }

    private List<FlagProperty> propertiesOf(String flag, JsonNode value) {
        return properties
                .computeIfAbsent(flag, key -> new HashMap<>())
                .computeIfAbsent(
                        value,
                        key -> FlagProperty.of(flag, value, choice.fieldsOf(flag)).stream()
                                .map(property -> new FlagProperty(property.name(), asHeapTakesIt(property.value())))
                                .toList());
    }

    /** Heap's API for servers knows numbers and texts only. */
    private static JsonNode asHeapTakesIt(JsonNode value) {
        return value.isBoolean() ? TextNode.valueOf(value.asText()) : value;
    }
}
