package io.segue.segment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where items came that nobody can be known by: told by the room that receives them. */
public interface BlankIds {

    /** The newest delivery first, those before one alone. */
    List<Delivery> list(long tenant, long segment, Optional<Long> before, int most);

    /** Of all deliveries that are kept. */
    Count count(long tenant, long segment);

    /**
     * A delivery that held some.
     *
     * @param id its opaque id
     * @param items how many of its items had no usable id
     */
    record Delivery(
            long number, String id, Instant receivedAt, Optional<String> taskId, long page, long pages, long items) {}

    /** So many items, in so many deliveries. */
    record Count(long deliveries, long items) {}
}
