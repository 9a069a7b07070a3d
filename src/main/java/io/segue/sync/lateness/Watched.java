package io.segue.sync.lateness;

import java.time.Duration;
import java.time.Instant;

/**
 * A segment with a recurring sync, of which Heap has said nothing for too long.
 *
 * @param since from when on the silence counts: the last word, or a later moment before which Heap could not be heard
 * @param every how often a word is to come
 * @param patience how long it may be missing
 * @param anyHeardAt when Heap last sent anything of the tenant's
 * @param anySince the same, counted as since is
 */
record Watched(
        long tenant,
        long segment,
        Instant heardAt,
        Instant since,
        Duration every,
        Duration patience,
        Instant anyHeardAt,
        Instant anySince) {}
