package io.segue.configuration.document;

import java.util.List;

/** A tenant's configuration, or a part of it: what it does not name is left alone. */
public record Configuration(
        SettingsEntry settings, AlertsEntry alerts, List<ConnectionEntry> connections, List<SegmentEntry> segments) {

    /** Of the format; a document says it first. */
    public static final int VERSION = 1;

    public Configuration {
        connections = List.copyOf(connections);
        segments = List.copyOf(segments);
    }
}
