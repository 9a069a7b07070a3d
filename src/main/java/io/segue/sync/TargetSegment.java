package io.segue.sync;

import io.segue.platform.Secret;

/** The segment to write to, and with what right. */
public record TargetSegment(String clientSideId, Secret accessToken, String heapId, String name) {}
