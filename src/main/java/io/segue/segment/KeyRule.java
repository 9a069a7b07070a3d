package io.segue.segment;

/** Which values can be a LaunchDarkly key, in SQL: as many characters as a key may have, and not blank. */
public final class KeyRule {

    /** What {@link String#isBlank()} takes for blank, too. */
    private static final String BLANKS =
            "E' \\t\\n\\x0B\\f\\r\\x1C\\x1D\\x1E\\x1F\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004"
                    + "\\u2005\\u2006\\u2008\\u2009\\u200A\\u2028\\u2029\\u205F\\u3000'";

    private KeyRule() {}

    /** True of a value that can be a key; the value stands in it twice. */
    public static String isKey(String value) {
        return "(length(" + value + ") <= 512 and btrim(" + value + ", " + BLANKS + ") <> '')";
    }

    /** The value when it can be a key, else null; the value stands in it three times. */
    static String keyIn(String value) {
        return "case when " + isKey(value) + " then " + value + " end";
    }
}
