package io.segue.configuration.document;

import io.segue.configuration.document.Entry.Form;
import io.segue.configuration.document.Entry.Scalar;
import io.segue.configuration.document.NewSegmentsEntry.TurnedOn;
import io.segue.connection.Region;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import io.segue.sync.arrival.ArrivalRule;
import io.segue.sync.hold.HoldPolicy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a configuration from a document, and refuses the whole of it with the place of the first fault. */
public final class ConfigurationReader {

    static final int MOST_SEGMENTS = 5_000;

    private static final int MOST_CONNECTIONS = 1_000;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_TEXT = 512;
    /** Heap's own word, which is taken as it is. */
    private static final int LONGEST_SEGMENT_NAME = 100_000;

    private static final String OFF = "off";
    private static final String DEFAULT = "default";
    private static final HoldPolicy NONE_HELD = new HoldPolicy(0, 0, true);
    private static final Pattern ENVIRONMENT = Pattern.compile("[0-9a-f]{24}");

    private ConfigurationReader() {}

    public static Configuration read(byte[] document, boolean isJson) {
        Fields whole = Fields.of(
                DocumentReader.read(document, isJson),
                ordered("version", "settings", "alerts", "connections", "segments"));
        int version = whole.whole("version")
                .orElseThrow(() -> whole.at().refuse("expected the field version, it is missing. Write version: 1."));
        if (version != Configuration.VERSION) {
            throw whole.spot("version").refuse("expected 1, got " + version + ". This Segue knows no other.");
        }
        return new Configuration(
                whole.entry("settings").map(ConfigurationReader::settings).orElse(SettingsEntry.NONE),
                whole.entry("alerts").map(AlertsReader::read).orElse(AlertsEntry.NONE),
                whole.each(
                        "connections", MOST_CONNECTIONS, ConfigurationReader::connection, c -> c.name(), c -> c.at()),
                whole.each("segments", MOST_SEGMENTS, ConfigurationReader::segment, s -> s.heapId(), s -> s.at()));
    }

    private static SettingsEntry settings(Entry entry) {
        Fields fields = Fields.of(entry, ordered("signatureWindowSeconds", "holdRemovals", "newSegments"));
        return new SettingsEntry(
                fields.at(),
                fields.whole("signatureWindowSeconds"),
                fields.entry("holdRemovals").map(rule -> {
                    RemovalsEntry read = removals(rule);
                    if (read.policy().isEmpty()) {
                        throw read.at().refuse("expected off, or floor and percent; default is for segments.");
                    }
                    return read;
                }),
                fields.entry("newSegments").map(ConfigurationReader::newSegments));
    }

    private static NewSegmentsEntry newSegments(Entry entry) {
        if (entry instanceof Scalar scalar && scalar.form() == Form.TEXT) {
            if (!scalar.text().equals(OFF)) {
                throw entry.at().refuse("expected off, or connection and keyField, got " + entry.kind() + ".");
            }
            return new NewSegmentsEntry(entry.at(), Optional.empty());
        }
        Fields fields = Fields.of(entry, ordered("connection", "keyField", "interval", "followHeap"));
        String keyField = fields.neededText("keyField", LONGEST_TEXT);
        return new NewSegmentsEntry(
                entry.at(),
                Optional.of(new TurnedOn(
                        fields.neededText("connection", LONGEST_NAME),
                        fields.spot("keyField")
                                .checked(() -> new ArrivalRule(0, keyField, SyncOrder.USUAL_INTERVAL, true))
                                .keyField(),
                        fields.text("interval", LONGEST_NAME).map(text -> interval(fields.spot("interval"), text)),
                        fields.truth("followHeap"))));
    }

    private static RemovalsEntry removals(Entry entry) {
        if (entry instanceof Scalar scalar && scalar.form() == Form.TEXT) {
            return switch (scalar.text()) {
                case OFF -> new RemovalsEntry(entry.at(), Optional.of(NONE_HELD));
                case DEFAULT -> new RemovalsEntry(entry.at(), Optional.empty());
                default ->
                    throw entry.at().refuse("expected off, default, or floor and percent, got " + entry.kind() + ".");
            };
        }
        Fields fields = Fields.of(entry, ordered("floor", "percent"));
        int floor = needed(fields, "floor");
        int percent = needed(fields, "percent");
        return new RemovalsEntry(
                entry.at(), Optional.of(entry.at().checked(() -> new HoldPolicy(floor, percent, false))));
    }

    private static int needed(Fields fields, String name) {
        return fields.whole(name)
                .orElseThrow(() -> fields.at().refuse("expected the field " + name + ", it is missing."));
    }

    private static ConnectionEntry connection(Entry entry) {
        Fields fields = Fields.of(entry, ordered("name", "region", "clientSideId"));
        return new ConnectionEntry(
                fields.at(),
                fields.neededText("name", LONGEST_NAME),
                fields.text("region", LONGEST_NAME)
                        .map(word -> fields.spot("region").word(Region.values(), Region::word, word)),
                fields.text("clientSideId", LONGEST_NAME).map(id -> {
                    if (!ENVIRONMENT.matcher(id).matches()) {
                        throw fields.spot("clientSideId")
                                .refuse("expected 24 hexadecimal digits, got " + Spot.shown(id) + ".");
                    }
                    return id;
                }));
    }

    private static SegmentEntry segment(Entry entry) {
        Fields fields = Fields.of(entry, ordered("heapId", "name", "keyField", "holdRemovals", "syncs"));
        Optional<String> keyField = fields.text("keyField", LONGEST_TEXT).map(String::strip);
        List<SyncEntry> syncs =
                fields.each("syncs", MOST_CONNECTIONS, ConfigurationReader::sync, s -> s.connection(), s -> s.at());
        if (keyField.isPresent() && syncs.isEmpty()) {
            throw fields.spot("keyField").refuse("expected a sync that uses it; the segment names none.");
        }
        return new SegmentEntry(
                fields.at(),
                fields.neededId("heapId", LONGEST_TEXT),
                fields.text("name", LONGEST_SEGMENT_NAME),
                keyField,
                fields.entry("holdRemovals").map(ConfigurationReader::removals),
                syncs);
    }

    private static SyncEntry sync(Entry entry) {
        Fields fields = Fields.of(entry, ordered("connection", "mode", "interval", "followHeap", "paused", "empty"));
        Mode mode = fields.spot("mode").word(Mode.values(), Mode::word, fields.neededText("mode", LONGEST_NAME));
        Optional<Boolean> paused = fields.truth("paused");
        Optional<Boolean> empty = fields.truth("empty");
        if (mode == Mode.OFF && paused.isPresent()) {
            throw fields.spot("paused").refuse("expected it with a mode that is on; this one is off.");
        }
        if (mode != Mode.OFF && empty.isPresent()) {
            throw fields.spot("empty").refuse("expected it with mode: off only; this one is " + mode.word() + ".");
        }
        return new SyncEntry(
                fields.at(),
                fields.neededText("connection", LONGEST_NAME),
                mode,
                fields.text("interval", LONGEST_NAME).map(text -> interval(fields.spot("interval"), text)),
                fields.truth("followHeap"),
                paused,
                empty);
    }

    private static Duration interval(Spot at, String text) {
        Duration interval = Intervals.read(text)
                .orElseThrow(() -> at.refuse("expected such as 4h, 90m or 75s, got " + Spot.shown(text) + "."));
        return at.checked(() -> new SyncOrder(0, Mode.RECURRING, interval, true, Optional.empty()))
                .interval();
    }

    private static Set<String> ordered(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
