package io.segue.connection;

/** A segment at the vendor, by the vendor's keys. */
public record TargetPlace(String projectKey, String environmentKey, String segmentKey) {}
