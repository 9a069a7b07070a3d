package io.segue.connection.contents;

import java.util.OptionalLong;

/**
 * A segment as the vendor tells of it.
 *
 * @param created when it was made there, in the vendor's milliseconds; a segment that was deleted and made again is younger
 * @param members how many it says there are; may lag behind
 */
public record StoredSegment(long created, OptionalLong members) {}
