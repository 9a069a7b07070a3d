package io.segue.segment;

/** Heap has finished telling what changed in a segment, or has been quiet for a minute. */
public record SegmentSettledEvent(long tenant, long segment) {}
