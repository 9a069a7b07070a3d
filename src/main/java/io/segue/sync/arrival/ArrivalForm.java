package io.segue.sync.arrival;

import io.segue.platform.OpaqueIds;
import io.segue.web.ProblemException;
import jakarta.ws.rs.DefaultValue;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestForm;

/** How a person wants new segments to be turned on. */
public class ArrivalForm {

    @RestForm
    @DefaultValue("")
    String connection = "";

    @RestForm
    @DefaultValue("")
    String keyField = "";

    @RestForm
    @DefaultValue("14400")
    int seconds;

    @RestForm
    @DefaultValue("")
    String followHeap = "";

    ArrivalRule rule(OpaqueIds ids) {
        return new ArrivalRule(
                ids.decode("con", connection)
                        .orElseThrow(() -> ProblemException.badRequest(
                                "Turning new segments on by default: expected an environment of yours, got none.")),
                keyField,
                Duration.ofSeconds(seconds),
                !followHeap.isEmpty());
    }
}
