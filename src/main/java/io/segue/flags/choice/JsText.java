package io.segue.flags.choice;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** JSON and its encoding as a browser writes them: the measure of Heap's cookie is one of JavaScript's. */
final class JsText {

    private static final String UNENCODED = "-_.!~*'()";
    private static final int BYTES_OF_AN_ENCODED_BYTE = 3;
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final long LARGEST_INDEX = 4_294_967_295L;

    private JsText() {}

    /** {@code JSON.stringify(value)}. */
    static String stringify(JsonNode value) {
        if (value.isObject()) {
            StringJoiner fields = new StringJoiner(",", "{", "}");
            inOrder(value).forEach(field -> fields.add(quote(field.getKey()) + ":" + stringify(field.getValue())));
            return fields.toString();
        }
        if (value.isArray()) {
            StringJoiner items = new StringJoiner(",", "[", "]");
            value.forEach(item -> items.add(stringify(item)));
            return items.toString();
        }
        if (value.isTextual()) {
            return quote(value.textValue());
        }
        return value.isNumber() ? JsNumber.text(value.doubleValue()) : value.asText("null");
    }

    /** JavaScript has names that are numbers of an array first, by size. */
    private static List<Map.Entry<String, JsonNode>> inOrder(JsonNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        fields.sort(Comparator.comparingLong(field -> index(field.getKey())));
        return fields;
    }

    private static long index(String name) {
        boolean isNumber = INDEX.matcher(name).matches() && Long.parseLong(name) < LARGEST_INDEX;
        return isNumber ? Long.parseLong(name) : Long.MAX_VALUE;
    }

    /** {@code encodeURIComponent(text).length}. */
    static int encodedLength(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int character = text.codePointAt(i);
            boolean isPlain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || UNENCODED.indexOf(character) >= 0);
            length += isPlain
                    ? 1
                    : BYTES_OF_AN_ENCODED_BYTE * Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
        }
        return length;
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || isAlone(text, i)) {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** Half of a character that two halves make. */
    private static boolean isAlone(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
