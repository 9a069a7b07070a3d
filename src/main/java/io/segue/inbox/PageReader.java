package io.segue.inbox;

import io.segue.segment.StagedChange;
import java.util.function.Consumer;

/** The port to what a delivery's body means. Implemented by the vendor's room; both methods stream. */
public interface PageReader {

    /** What is said before the members, and how many there are; throws when the body is not exactly one JSON object. */
    PageHead head(byte[] body) throws UnreadablePageException;

    /** What the vendor's word for an action asks for. */
    PageHead.Kind kindOf(String action);

    /** Gives every usable member, one by one; blank ids are left out. */
    void members(byte[] body, Consumer<StagedChange> sink);
}
