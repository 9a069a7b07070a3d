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
    REBUILD,
    /** LaunchDarkly lost the segment. */
    LOST,
    /** Somebody was erased, and the sync was not due otherwise. */
    ERASURE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
