package io.segue.alert.watch;

import io.segue.alert.Level;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that is or was wrong, as pages and pipelines show it.
 *
 * @param kind the word of an {@link io.segue.alert.AlertKind}, or of one that only a newer version has
 */
public record Alert(
        String id,
        String kind,
        Level level,
        String title,
        String detail,
        String path,
        Optional<String> error,
        Instant raisedAt,
        Optional<Instant> recoveredAt) {

    /** Begins each opaque id of an alert. */
    public static final String PREFIX = "alt";

    public boolean isOpen() {
        return recoveredAt.isEmpty();
    }

    public boolean isCritical() {
        return level == Level.CRITICAL;
    }
}
