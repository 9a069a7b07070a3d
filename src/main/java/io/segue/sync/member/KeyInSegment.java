package io.segue.sync.member;

/** A key in one of the tenant's segments. */
public record KeyInSegment(long segment, String key) {}
