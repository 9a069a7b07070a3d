package io.segue.flags.choice;

import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the reporter tells Heap of flags.
 *
 * @param prefix what the names of the properties begin with
 * @param budget bytes of Heap's cookie
 * @param userProperties whether flags are user properties, too
 * @param userId the user property for LaunchDarkly's key
 * @param contextKind whose key that is
 * @param anonymous whether keys of anonymous contexts are told
 * @param omitted whether an event property tells how many flags did not fit
 * @param firstPageview whether Heap 5 waits with the first pageview
 */
public record ReporterOptions(
        String prefix,
        int budget,
        boolean userProperties,
        String userId,
        String contextKind,
        boolean anonymous,
        boolean omitted,
        boolean firstPageview) {

    public static final int LEAST_BUDGET = 100;
    public static final int MOST_BUDGET = 3_900;

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,20}");
    private static final Pattern USER_PROPERTY = Pattern.compile("[A-Za-z0-9_ .-]{1,100}");
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    /** Behind the patterns, which it is checked against. */
    public static final ReporterOptions USUAL =
            new ReporterOptions("ld_", 3_000, false, "ldUserId", "user", false, false, false);

    public ReporterOptions {
        prefix = checked("the prefix", prefix, PREFIX, "1 to 20 letters, digits, or any of _ . -");
        userId = checked(
                "the user property",
                userId,
                USER_PROPERTY,
                "1 to 100 letters, digits, spaces, or any of _ . -, and not id, which is Heap’s own");
        contextKind = checked("the context kind", contextKind, KIND, "a kind of LaunchDarkly’s, such as user");
        if (budget < LEAST_BUDGET || budget > MOST_BUDGET) {
            throw unusable("Setting the budget: expected " + LEAST_BUDGET + " to " + MOST_BUDGET + " bytes, got "
                    + budget + ". Heap’s cookie has 4,096 with its name and attributes.");
        }
        if (userId.equalsIgnoreCase("id")) {
            throw unusable("Setting the user property: expected another name than id, which is Heap’s own.");
        }
    }

    /** In words, for the audit log. */
    public List<String> words() {
        return List.of(
                "prefix " + prefix,
                "budget " + budget + " bytes",
                "user properties " + (userProperties ? "too" : "no"),
                "key as " + userId,
                "context kind " + contextKind,
                "anonymous keys " + (anonymous ? "too" : "no"),
                "property for what is left out " + (omitted ? "yes" : "no"),
                "first pageview " + (firstPageview ? "waits for flags" : "as Heap sends it"));
    }

    private static String checked(String what, String typed, Pattern allowed, String expected) {
        String text = typed.strip();
        if (!allowed.matcher(text).matches()) {
            throw unusable("Setting " + what + ": expected " + expected + ", got \"" + text + "\".");
        }
        return text;
    }

    static ProblemException unusable(String detail) {
        return new ProblemException(ErrorCode.INVALID_REQUEST, 422, "Cannot be used", detail);
    }
}
