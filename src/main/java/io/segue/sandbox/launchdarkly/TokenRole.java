package io.segue.sandbox.launchdarkly;

/** What a token may do. */
public enum TokenRole {
    READER,
    WRITER;

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
