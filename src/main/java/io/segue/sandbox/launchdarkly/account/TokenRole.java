package io.segue.sandbox.launchdarkly.account;

import java.util.Locale;

/** What a token may do. */
public enum TokenRole {
    READER,
    WRITER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
