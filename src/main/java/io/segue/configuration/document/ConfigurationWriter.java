package io.segue.configuration.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.segue.configuration.document.NewSegmentsEntry.TurnedOn;
import io.segue.sync.hold.HoldPolicy;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a configuration as YAML or JSON, always in the same order: the same configuration is the same text. */
public final class ConfigurationWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new Quotes())
            .build());

    private ConfigurationWriter() {}

    /**
     * YAML knows more kinds of numbers than the library's own check (0x1F, 1_000, 12:30:45), and more line breaks, which
     * only double quotes keep.
     */
    private static final class Quotes extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1;
        private static final Pattern LIKE_A_NUMBER = Pattern.compile("(?s)[-+.0-9].*");
        private static final Pattern BROKEN = Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}\\x{FEFF}]");

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value)
                    || BROKEN.matcher(value).find()
                    || (LIKE_A_NUMBER.matcher(value).matches()
                            && Intervals.read(value).isEmpty());
        }
    }

    public static String yaml(Configuration configuration) {
        try {
            return YAML.writeValueAsString(tree(configuration));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing a configuration as YAML failed", e);
        }
    }

    public static String json(Configuration configuration) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(configuration));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing a configuration as JSON failed", e);
        }
    }

    private static ObjectNode tree(Configuration configuration) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", Configuration.VERSION);
        SettingsEntry settings = configuration.settings();
        ObjectNode ofTenant = root.putObject("settings");
        settings.signatureWindowSeconds().ifPresent(seconds -> ofTenant.put("signatureWindowSeconds", seconds));
        settings.removals().ifPresent(removals -> put(ofTenant, removals));
        settings.newSegments().ifPresent(fresh -> put(ofTenant, fresh));
        if (!configuration.alerts().equals(AlertsEntry.NONE)) {
            AlertsWriter.write(root.putObject("alerts"), configuration.alerts());
        }
        ArrayNode connections = root.putArray("connections");
        configuration.connections().forEach(connection -> write(connections.addObject(), connection));
        ArrayNode segments = root.putArray("segments");
        configuration.segments().forEach(segment -> write(segments.addObject(), segment));
        return root;
    }

    private static void write(ObjectNode node, ConnectionEntry connection) {
        node.put("name", connection.name());
        connection.region().ifPresent(region -> node.put("region", region.word()));
        connection.clientSideId().ifPresent(id -> node.put("clientSideId", id));
    }

    private static void write(ObjectNode node, SegmentEntry segment) {
        node.put("heapId", segment.heapId());
        segment.name().ifPresent(name -> node.put("name", name));
        segment.keyField().ifPresent(field -> node.put("keyField", field));
        segment.removals().ifPresent(removals -> put(node, removals));
        List<SyncEntry> syncs = segment.syncs();
        if (!syncs.isEmpty()) {
            ArrayNode list = node.putArray("syncs");
            syncs.forEach(sync -> write(list.addObject(), sync));
        }
    }

    private static void write(ObjectNode node, SyncEntry sync) {
        node.put("connection", sync.connection());
        node.put("mode", sync.mode().word());
        sync.interval().ifPresent(interval -> node.put("interval", Intervals.write(interval)));
        sync.followHeap().ifPresent(follow -> node.put("followHeap", follow));
        sync.paused().ifPresent(paused -> node.put("paused", paused));
        sync.empty().ifPresent(empty -> node.put("empty", empty));
    }

    private static void put(ObjectNode node, NewSegmentsEntry fresh) {
        fresh.turnedOn()
                .ifPresentOrElse(on -> put(node.putObject("newSegments"), on), () -> node.put("newSegments", "off"));
    }

    private static void put(ObjectNode node, TurnedOn on) {
        node.put("connection", on.connection());
        node.put("keyField", on.keyField());
        on.interval().ifPresent(interval -> node.put("interval", Intervals.write(interval)));
        on.followHeap().ifPresent(follow -> node.put("followHeap", follow));
    }

    private static void put(ObjectNode node, RemovalsEntry removals) {
        removals.policy().ifPresentOrElse(policy -> put(node, policy), () -> node.put("holdRemovals", "default"));
    }

    private static void put(ObjectNode node, HoldPolicy policy) {
        if (policy.isOff()) {
            node.put("holdRemovals", "off");
        } else {
            node.putObject("holdRemovals").put("floor", policy.floor()).put("percent", policy.percent());
        }
    }
}
