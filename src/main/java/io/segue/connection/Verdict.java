package io.segue.connection;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How one step of a check ended; unknown is no fault: it could not be found out beforehand. */
public enum Verdict {
    PASSED,
    FAILED,
    @JsonEnumDefaultValue
    UNKNOWN,
    SKIPPED;

    /** As stored and shown: lower case. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
