package io.segue.api.paging;

import org.jspecify.annotations.Nullable;

/** A piece of a list as it is answered; {@link PageLinks} says the same in a header. */
public interface Paged {

    /** The cursor of the next piece; null behind the last one. */
    @Nullable
    String next();
}
