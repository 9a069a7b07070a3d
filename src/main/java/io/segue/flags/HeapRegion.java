package io.segue.flags;

import com.fasterxml.jackson.annotation.JsonValue;
import io.segue.web.ProblemException;
import java.util.Arrays;
import java.util.Locale;

/** Where Heap keeps an account's data. */
public enum HeapRegion {
    US("United States"),
    EU("European Union");

    private final String label;

    HeapRegion(String label) {
        this.label = label;
    }

    /** As stored and shown to machines: lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String label() {
        return label;
    }

    public static HeapRegion of(String word) {
        return Arrays.stream(values())
                .filter(region -> region.word().equals(word.strip()))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.badRequest("Reading Heap’s region: expected us or eu, got another."));
    }
}
