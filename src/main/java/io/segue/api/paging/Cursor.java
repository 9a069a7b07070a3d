package io.segue.api.paging;

import io.segue.web.ProblemException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a list goes on: a text without meaning to others, with the values of the last item that its order goes by.
 *
 * @param kind of the list: the cursor of one is none of another
 */
public record Cursor(String kind, List<String> place) {

    private static final String BETWEEN = "~";
    private static final int LONGEST = 4_000;

    public Cursor {
        place = List.copyOf(place);
    }

    public static Cursor of(String kind, Object... place) {
        return new Cursor(kind, Arrays.stream(place).map(Object::toString).toList());
    }

    /** Empty for an empty text: a list from its beginning. */
    public static Optional<Cursor> read(String kind, int parts, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> read = text.length() > LONGEST ? List.of() : decoded(text);
        if (read.size() != parts + 1 || !read.get(0).equals(kind)) {
            throw notOurs();
        }
        return Optional.of(new Cursor(kind, read.subList(1, read.size())));
    }

    public String word(int at) {
        return place.get(at);
    }

    public long number(int at) {
        try {
            return Long.parseLong(place.get(at));
        } catch (NumberFormatException e) {
            throw notOurs();
        }
    }

    public String text() {
        String clear = Stream.concat(Stream.of(kind), place.stream())
                .map(Cursor::escaped)
                .collect(Collectors.joining(BETWEEN));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(clear.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> decoded(String text) {
        try {
            String clear = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return Arrays.stream(clear.split(BETWEEN, -1))
                    .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    private static ProblemException notOurs() {
        return ProblemException.badRequest("Continuing a list: expected as cursor the \"next\" of an answer of the same"
                + " list, as it was, got another text.");
    }
}
