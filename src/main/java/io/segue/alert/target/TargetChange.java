package io.segue.alert.target;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.platform.Secret;
import java.util.List;
import java.util.Optional;

/**
 * What is to be changed of a target; what is empty stays as it is.
 *
 * @param address another e-mail address, URL or integration key
 * @param isEu of PagerDuty
 */
public record TargetChange(
        Optional<String> name,
        Optional<Boolean> isOn,
        Optional<Level> leastLevel,
        Optional<List<EventType>> events,
        Optional<Secret> address,
        Optional<Boolean> isEu) {

    /** Only whether anything is sent to it. */
    public static TargetChange turned(boolean isOn) {
        return new TargetChange(
                Optional.empty(),
                Optional.of(isOn),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    TargetChange withAddress(Secret other) {
        return new TargetChange(name, isOn, leastLevel, events, Optional.of(other), isEu);
    }

    boolean movesIt() {
        return address.isPresent() || isEu.isPresent();
    }
}
