package io.segue.sync.engine;

import io.segue.sync.engine.Confirmer.Written;
import io.segue.sync.engine.RunLog.Call;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What reaches the conductor's thread from those that work beside it. */
sealed interface Happening {

    /** A batch is journalled and may be sent. */
    record Planned(PlannedBatch batch) implements Happening {}

    /** Everything was read, or reading failed. */
    record PlanEnded(@Nullable RuntimeException failure) implements Happening {}

    record Answered(PlannedBatch batch, Call call) implements Happening {}

    /** The transaction began no earlier than that. */
    record Confirmed(Written written, Instant begun) implements Happening {}
}
