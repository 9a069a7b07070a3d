package io.segue.alert.rule;

import io.segue.alert.AlertKind;
import io.segue.alert.Level;
import io.segue.web.ProblemException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a tenant is told of a kind, and from which number on at which level.
 *
 * @param warnAt empty: never as a warning
 * @param criticalAt empty: never as critical
 */
public record Rule(AlertKind kind, boolean isOn, Optional<Integer> warnAt, Optional<Integer> criticalAt) {

    public static Rule usual(AlertKind kind) {
        return new Rule(kind, true, kind.usualWarn(), kind.usualCritical());
    }

    /** As a person or a pipeline wants it; refused with the reason. */
    public Rule checked() {
        String doing = "Saving the rule \"" + kind.title() + "\": ";
        boolean isBeyond = Stream.of(warnAt, criticalAt)
                .flatMap(Optional::stream)
                .anyMatch(number -> number < 0 || number > kind.unit().most());
        if (isBeyond) {
            throw ProblemException.badRequest(doing + "expected numbers of "
                    + kind.unit().word() + " from 0 to " + kind.unit().most() + ".");
        }
        if (isOn && warnAt.isEmpty() && criticalAt.isEmpty()) {
            throw ProblemException.badRequest(doing
                    + "expected a number for a warning or for critical, got none. To be told of nothing, turn it off.");
        }
        if (warnAt.isPresent() && criticalAt.isPresent() && warnAt.get() > criticalAt.get()) {
            throw ProblemException.badRequest(doing + "expected that a warning comes before critical, got "
                    + warnAt.get() + " and " + criticalAt.get() + ".");
        }
        return this;
    }

    /** Empty when it is not told of. */
    public Optional<Level> level(long measure) {
        if (!isOn) {
            return Optional.empty();
        }
        if (criticalAt.filter(from -> measure >= from).isPresent()) {
            return Optional.of(Level.CRITICAL);
        }
        return warnAt.filter(from -> measure >= from).map(from -> Level.WARN);
    }

    /** For the audit log. */
    String words() {
        return !isOn
                ? "off"
                : "warning from " + warnAt.map(String::valueOf).orElse("never") + ", critical from "
                        + criticalAt.map(String::valueOf).orElse("never") + " "
                        + kind.unit().word();
    }
}
