package io.segue.flags.write;

import com.fasterxml.jackson.annotation.JsonValue;
import io.segue.web.ProblemException;
import java.util.Arrays;
import java.util.Locale;

/** How often flag values are written. */
public enum WriteMode {
    OFF,
    /** When a person or a pipeline says so. */
    ONCE,
    RECURRING;

    /** As stored and shown to machines: lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static WriteMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(word.strip()))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.badRequest("Reading the mode: expected off, once or recurring, got another."));
    }
}
