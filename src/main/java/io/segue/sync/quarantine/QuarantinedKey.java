package io.segue.sync.quarantine;

import java.time.Instant;

/**
 * A key that LaunchDarkly refused to add, or to remove, with its words.
 *
 * @param syncId the opaque id of the sync that sent it
 */
public record QuarantinedKey(
        String key,
        String syncId,
        String segmentId,
        String segment,
        String connection,
        boolean adding,
        String reason,
        String runId,
        Instant at) {}
