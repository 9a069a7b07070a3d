package io.segue.configuration.document;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import java.util.List;
import java.util.Optional;

/**
 * A target of alerts, known by its name; what is absent stays as it is, or is as usual where nothing was.
 *
 * @param address of mails only: any other one is a secret, or leads to one
 * @param events of a signed webhook only
 */
public record TargetEntry(
        Spot at,
        String name,
        TargetKind kind,
        Optional<String> address,
        Optional<Boolean> isOn,
        Optional<Level> leastLevel,
        Optional<List<EventType>> events) {

    public TargetEntry {
        events = events.map(List::copyOf);
    }
}
