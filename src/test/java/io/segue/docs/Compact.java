package io.segue.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** JSON for readers: what fits on a line stands on one. */
final class Compact {

    private static final int WIDTH = 120;

    private Compact() {}

    static String written(JsonNode node) {
        return written(node, 0);
    }

    private static String written(JsonNode node, int indent) {
        String whole = node.toString();
        if (indent + whole.length() <= WIDTH || node.isValueNode() || node.isEmpty()) {
            return whole;
        }
        String before = " ".repeat(indent + 1);
        Stream<String> parts = node.isObject()
                ? node.properties().stream().map(field -> {
                    String name = "\"" + field.getKey() + "\":";
                    return name + written(field.getValue(), indent + 1);
                })
                : node.valueStream().map(item -> written(item, indent + 1));
        return (node.isObject() ? "{" : "[") + filled(parts.toList(), before) + (node.isObject() ? "}" : "]");
    }

    /** Short parts beside each other, as many as fit. */
    private static String filled(List<String> parts, String before) {
        StringBuilder text = new StringBuilder();
        int at = before.length();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i) + (i + 1 < parts.size() ? "," : "");
            boolean fits = !part.contains("\n") && at + 1 + part.length() <= WIDTH;
            if (i > 0) {
                text.append(fits ? " " : "\n" + before);
                at = fits ? at + 1 : before.length();
            }
            text.append(part);
            at = part.contains("\n") ? WIDTH : at + part.length();
        }
        return text.toString();
    }
}
