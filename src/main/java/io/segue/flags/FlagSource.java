package io.segue.flags;

import io.segue.platform.Secret;
import java.util.List;

/** The port to the flags of an environment. Implemented by the vendor's room. */
public interface FlagSource {

    /**
     * What an environment has.
     *
     * @param isWhole false when there are more than we read
     */
    record Found(List<Flag> flags, boolean isWhole) {

        public Found {
            flags = List.copyOf(flags);
        }
    }

    /**
     * Every flag that is not archived, by the vendor's keys of project and environment; ends in a
     * {@link io.segue.connection.VendorException} when it cannot be read.
     */
    Found read(String projectKey, String environmentKey, Secret accessToken);
}
