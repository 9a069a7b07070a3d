package io.segue.sync.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long it is told what runs did; the last run of each sync is kept without end. */
@ConfigMapping(prefix = "segue.runs")
public interface RunRetentionConfig {

    /** The single calls of runs, with the keys that they carried; whole days of them go at once. */
    @WithDefault("720h")
    @DurationMin(days = 1)
    Duration keepCalls();

    /** A run itself, from its end on. */
    @WithDefault("8760h")
    Duration keep();
}
