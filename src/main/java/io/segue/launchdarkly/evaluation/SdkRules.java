package io.segue.launchdarkly.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.launchdarkly.sdk.server.DataModel;
import com.launchdarkly.sdk.server.interfaces.DataSourceStatusProvider.State;
import com.launchdarkly.sdk.server.subsystems.DataSource;
import com.launchdarkly.sdk.server.subsystems.DataSourceUpdateSink;
import com.launchdarkly.sdk.server.subsystems.DataStoreTypes.DataKind;
import com.launchdarkly.sdk.server.subsystems.DataStoreTypes.FullDataSet;
import com.launchdarkly.sdk.server.subsystems.DataStoreTypes.ItemDescriptor;
import com.launchdarkly.sdk.server.subsystems.DataStoreTypes.KeyedItems;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * All rules of an environment as LaunchDarkly wrote them: the SDK is given these and no others, so that all users of a run
 * are decided alike. What the SDK gives back has lost the order of fields in JSON values, which browsers see.
 */
record SdkRules(Map<String, JsonNode> flags, Map<String, JsonNode> segments) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, JsonNode>> BY_KEY = new TypeReference<>() {};

    SdkRules {
        flags = Map.copyOf(flags);
        segments = Map.copyOf(segments);
    }

    /** Empty when it is no set of flags. */
    static Optional<SdkRules> read(byte[] body) {
        try {
            JsonNode all = JSON.readTree(body);
            return all != null
                            && all.path("flags").isObject()
                            && all.path("segments").isObject()
                    ? Optional.of(new SdkRules(
                            JSON.convertValue(all.get("flags"), BY_KEY),
                            JSON.convertValue(all.get("segments"), BY_KEY)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** In the SDK's eyes, a source that has everything at once and never anything new. */
    DataSource source(DataSourceUpdateSink sdk) {
        return new DataSource() {

            @Override
            public Future<Void> start() {
                sdk.init(new FullDataSet<>(List.of(
                        Map.entry(DataModel.FEATURES, items(DataModel.FEATURES, flags)),
                        Map.entry(DataModel.SEGMENTS, items(DataModel.SEGMENTS, segments)))));
                sdk.updateStatus(State.VALID, null);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public boolean isInitialized() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    private static KeyedItems<ItemDescriptor> items(DataKind kind, Map<String, JsonNode> all) {
        return new KeyedItems<>(all.entrySet().stream()
                .map(one ->
                        Map.entry(one.getKey(), kind.deserialize(one.getValue().toString())))
                .toList());
    }
}
