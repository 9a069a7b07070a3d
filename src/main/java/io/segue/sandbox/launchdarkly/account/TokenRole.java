package io.segue.sandbox.launchdarkly.account;

/** What a token may do. */
public enum TokenRole {
    READER,
    WRITER;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
