package io.segue.sync.quarantine;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A key that LaunchDarkly refused to add, or to remove, with its words.
 *
 * @param syncId the opaque id of the sync that sent it
 */
@Schema(name = "QuarantinedKey", description = "A key that LaunchDarkly refused to add, or to remove, with its words.")
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
