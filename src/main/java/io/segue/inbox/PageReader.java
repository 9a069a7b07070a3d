package io.segue.inbox;

import io.segue.segment.StagedChange;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The port to what a delivery's body means. Implemented by the vendor's room, which streams. */
public interface PageReader {

    /** What is said before the members, and how many there are; throws when the body is not exactly one JSON object. */
    PageHead head(byte[] body) throws UnreadablePageException;

    /** What the vendor's word for an action asks for. */
    PageHead.Kind kindOf(String action);

    /** Gives every usable member, one by one; blank ids are left out. */
    void members(byte[] body, Consumer<StagedChange> sink);

    /** The body without what is to be forgotten; the rest means what it meant. Empty when there was nothing to take out. */
    Optional<Rest> without(byte[] body, Forgotten forgotten);

    /**
     * What a body may not name.
     *
     * @param members they are left out
     * @param ofOthers texts that are blanked in the members who stay
     * @param elsewhere texts that are blanked beside the members
     */
    record Forgotten(Predicate<StagedChange> members, Predicate<String> ofOthers, Predicate<String> elsewhere) {

        /** The same texts everywhere. */
        public static Forgotten of(Predicate<StagedChange> members, Predicate<String> texts) {
            return new Forgotten(members, texts, texts);
        }
    }

    /** What is left of a body, and how many members were taken out. */
    record Rest(byte[] body, int leftOut) {}
}
