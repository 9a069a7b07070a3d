package io.segue.configuration.document;

import io.segue.web.ProblemException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where something stands in a document.
 *
 * @param path such as {@code segments[3].syncs[0].mode}; empty for the whole
 */
public record Spot(int line, String path) {

    /** Of what stands in no document. */
    public static final Spot NOWHERE = new Spot(0, "");

    private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum} ._-]{1,20}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z-]{1,30}");

    Spot field(int itsLine, String name) {
        return new Spot(itsLine, path.isEmpty() ? name : path + "." + name);
    }

    Spot item(int itsLine, int index) {
        return new Spot(itsLine, path + "[" + index + "]");
    }

    ProblemException refuse(String expectedAndGot) {
        return ProblemException.badRequest("Reading the configuration: " + words() + ": " + expectedAndGot);
    }

    /** What a value refuses by itself is refused with its place. */
    <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (ProblemException e) {
            throw refuse(e.detail());
        }
    }

    /** One of a closed list of words. */
    <T> T word(T[] values, Function<T, String> wordOf, String given) {
        return Arrays.stream(values)
                .filter(value -> wordOf.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> refuse("expected "
                        + Arrays.stream(values).map(wordOf).collect(Collectors.joining(", ")) + ", got "
                        + shown(given) + "."));
    }

    /** Such as "line 12, segments[3].syncs[0].mode". */
    public String words() {
        return "line " + line + (path.isEmpty() ? "" : ", " + path);
    }

    /** A name that is none of ours may be what it should not be, too. */
    static String shownName(String name) {
        return NAME.matcher(name).matches() ? name : "?";
    }

    /** A short word is repeated in a message; what may be a secret that went astray is not. */
    static String shown(String text) {
        return PLAIN.matcher(text).matches() ? "\"" + text + "\"" : "a text of " + text.length() + " characters";
    }
}
