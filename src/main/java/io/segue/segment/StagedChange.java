package io.segue.segment;

import java.util.Optional;

/**
 * One member as one delivery tells of it.
 *
 * @param fields what the item carried besides its id, as a JSON object
 */
public record StagedChange(String memberId, boolean present, Optional<String> fields) {

    /** A member of whom nothing else is said. */
    public static StagedChange in(String memberId) {
        return new StagedChange(memberId, true, Optional.empty());
    }
}
