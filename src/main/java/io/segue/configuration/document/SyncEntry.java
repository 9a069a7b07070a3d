package io.segue.configuration.document;

import io.segue.sync.Mode;
import java.time.Duration;
import java.util.Optional;

/**
 * How a segment is to be synced to a connection; what is absent stays as it is, or is as usual where nothing was.
 *
 * @param connection by its name
 * @param empty with mode off: true removes everything that LaunchDarkly holds of it
 */
public record SyncEntry(
        Spot at,
        String connection,
        Mode mode,
        Optional<Duration> interval,
        Optional<Boolean> followHeap,
        Optional<Boolean> paused,
        Optional<Boolean> empty) {}
