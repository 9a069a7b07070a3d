package io.segue.flags.choice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.segue.flags.Flag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One property that a flag becomes in Heap, as the reporter makes it: booleans and numbers as they are, everything else as
 * text that Heap takes.
 *
 * @param name without the prefix
 */
public record FlagProperty(String name, JsonNode value) {

    private static final int LONGEST_NAME = 511;
    private static final int LONGEST_VALUE = 1_023;

    /** With the variation that needs the most bytes; a JSON flag with fields is a property for each of them. */
    static List<FlagProperty> longestOf(Flag flag, List<String> fields) {
        return flag.variations().stream()
                .map(value -> of(flag.key(), value, fields))
                .max(Comparator.comparingInt(FlagProperty::bytes))
                .orElse(List.of());
    }

    /** As many properties as fields are chosen of a JSON value, else one. */
    public static List<FlagProperty> of(String key, JsonNode value, List<String> fields) {
        if (fields.isEmpty() || !value.isContainerNode()) {
            return List.of(new FlagProperty(key, plain(value)));
        }
        List<FlagProperty> found = new ArrayList<>();
        for (String path : fields) {
            JsonNode at = value;
            for (String name : path.split("\\.")) {
                at = at.isArray() && name.matches("[0-9]{1,9}") ? at.path(Integer.parseInt(name)) : at.path(name);
            }
            if (!at.isMissingNode()) {
                found.add(new FlagProperty(key + "." + path, plain(at)));
            }
        }
        return found;
    }

    /** As Heap knows it. */
    public String name(String prefix) {
        String whole = prefix + name;
        return whole.length() > LONGEST_NAME ? whole.substring(0, LONGEST_NAME) : whole;
    }

    private static int bytes(List<FlagProperty> properties) {
        return CookieBytes.of(properties, "");
    }

    private static JsonNode plain(JsonNode value) {
        if (value.isBoolean() || value.isNumber()) {
            return value;
        }
        String text = value.isTextual() ? value.textValue() : JsText.stringify(value);
        if (text.length() <= LONGEST_VALUE) {
            return TextNode.valueOf(text);
        }
        boolean isHalf = Character.isHighSurrogate(text.charAt(LONGEST_VALUE - 1));
        return TextNode.valueOf(text.substring(0, isHalf ? LONGEST_VALUE - 1 : LONGEST_VALUE));
    }
}
