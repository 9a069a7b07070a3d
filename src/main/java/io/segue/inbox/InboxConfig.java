package io.segue.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits and times of the inbox. */
@ConfigMapping(prefix = "segue.inbox")
public interface InboxConfig {

    /** How long the previous webhook URL and secret stay good after a rotation. */
    @WithDefault("24h")
    Duration rotationOverlap();

    /** How long a hook is remembered before it is looked up again: the longest that a dropped secret stays good. */
    @WithDefault("5s")
    Duration hookMemory();

    /** Whether a tenant's first id_token is kept, and a genuine call with another one is set aside. */
    @WithDefault("true")
    boolean pinIdToken();

    /** How many deliveries one application takes at most. */
    @WithDefault("200")
    int mergedDeliveries();

    /** How many bytes of bodies one application takes at most, unless a single body is larger. */
    @WithDefault("16777216")
    long mergedBytes();

    @WithDefault("2")
    int applierThreads();

    /** A task from which nothing came for so long counts as finished for syncs that follow Heap. */
    @WithDefault("60s")
    Duration quietAfter();

    /** A task whose pages are not all here after so long is shown as incomplete. */
    @WithDefault("30m")
    Duration incompleteAfter();

    /** Whole days of them go at once, except for what is not applied yet. */
    @WithDefault("168h")
    @DurationMin(days = 1)
    Duration keepBodies();

    /** So too. */
    @WithDefault("720h")
    @DurationMin(days = 1)
    Duration keepDeliveries();

    /** What recognises a delivery that comes again: longer than any sender tries again. */
    @WithDefault("1080h")
    @DurationMin(days = 30)
    Duration keepKeys();
}
