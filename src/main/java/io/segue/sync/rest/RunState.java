package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonValue;
import io.segue.web.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The states of a run: these and no others, so that whoever waits for an end knows each of them. */
public enum RunState {
    /** Asked for; no node has begun it. */
    WAITING(false),
    RUNNING(false),
    /** Everything was confirmed, but for what is held or quarantined. */
    SUCCEEDED(true),
    /** It gave up; its failure says why. The next run takes over what it left. */
    FAILED(true),
    /** A person ended it, or its sync was turned off before it began. */
    CANCELLED(true);

    private final boolean isOver;

    RunState(boolean isOver) {
        this.isOver = isOver;
    }

    boolean isOver() {
        return isOver;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As a caller wrote it. */
    static RunState asked(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("Narrowing runs: expected as state one of "
                        + Arrays.stream(values()).map(RunState::word).collect(Collectors.joining(", "))
                        + ", got another."));
    }
}
