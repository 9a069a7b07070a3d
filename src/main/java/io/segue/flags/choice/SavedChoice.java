package io.segue.flags.choice;

import java.time.Instant;
import java.util.Optional;

/**
 * A choice as stored.
 *
 * @param version counts from 1; 0 when nothing was ever chosen
 */
public record SavedChoice(int version, Choice choice, Optional<String> madeBy, Optional<Instant> madeAt) {

    public static final SavedChoice NONE = new SavedChoice(0, Choice.NOTHING, Optional.empty(), Optional.empty());

    public boolean isMade() {
        return version > 0;
    }
}
