package io.segue.configuration.document;

import io.segue.alert.AlertKind;
import java.util.Optional;

/**
 * From which numbers on a kind of alert is told of; what is absent stays as it is.
 *
 * @param isOn false: it is not told of, and its numbers stay for when it is on again
 */
public record AlertRuleEntry(
        Spot at, AlertKind kind, boolean isOn, Optional<Threshold> warnAt, Optional<Threshold> criticalAt) {

    /** A number, or never: then it is empty. */
    public record Threshold(Optional<Integer> number) {

        static Threshold of(int number) {
            return new Threshold(Optional.of(number));
        }
    }
}
