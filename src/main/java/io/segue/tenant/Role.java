package io.segue.tenant;

import java.util.Locale;

/** What a person or an API token may do within a tenant; each role includes those before it. */
public enum Role {
    VIEWER,
    EDITOR,
    OWNER;

    public boolean includes(Role needed) {
        return ordinal() >= needed.ordinal();
    }

    /** As stored and shown: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
