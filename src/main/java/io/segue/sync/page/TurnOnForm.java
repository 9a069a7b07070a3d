package io.segue.sync.page;

import io.segue.platform.OpaqueIds;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import io.segue.web.ProblemException;
import jakarta.ws.rs.DefaultValue;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;

/** How a person wants a segment to be synced. */
public class TurnOnForm {

    @RestForm
    @DefaultValue("")
    String connection = "";

    @RestForm
    @DefaultValue("recurring")
    String mode = "";

    @RestForm
    @DefaultValue("4")
    int intervalHours;

    @RestForm
    @DefaultValue("")
    String followHeap = "";

    @RestForm
    @DefaultValue("id")
    String keyField = "";

    SyncOrder order(OpaqueIds ids) {
        if (intervalHours < 1 || intervalHours > 720) {
            throw ProblemException.badRequest(
                    "Turning a segment on: expected an interval of 1 to 720 hours, got " + intervalHours + ".");
        }
        return new SyncOrder(
                ids.decode("con", connection)
                        .orElseThrow(() -> ProblemException.badRequest(
                                "Turning a segment on: expected an environment of yours, got none.")),
                mode.equals("once") ? Mode.ONCE : Mode.RECURRING,
                Duration.ofHours(intervalHours),
                !followHeap.isEmpty(),
                Optional.of(keyField).filter(field -> !field.isBlank()));
    }
}
