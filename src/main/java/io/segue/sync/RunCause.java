package io.segue.sync;

import java.util.Locale;

/** Why a run was started. */
public enum RunCause {
    FIRST,
    SCHEDULE,
    HEAP,
    PERSON,
    RETRY,
    EMPTYING,
    REBUILD;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
