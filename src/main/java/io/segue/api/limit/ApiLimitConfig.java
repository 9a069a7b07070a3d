package io.segue.api.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often one token may call the API; each node counts for itself. */
@ConfigMapping(prefix = "segue.api.limit")
public interface ApiLimitConfig {

    /** So many calls of one token; 0 counts none. */
    @WithDefault("1200")
    int calls();

    /** Within so long from the first of them. */
    @WithDefault("1m")
    Duration within();

    /** So many tokens are counted at most; the memory that strangers can take. */
    @WithDefault("50000")
    int callers();
}
