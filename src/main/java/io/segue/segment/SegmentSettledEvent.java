package io.segue.segment;

import java.sql.Connection;

/**
 * Heap has finished telling what changed in a segment, or has been quiet for a minute. Told within the transaction that
 * makes it so, on whose connection: what follows from it is written with it, or a crash in between would lose it.
 */
public record SegmentSettledEvent(Connection connection, long tenant, long segment) {}
