package io.segue.sandbox.heap.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Heap's reference demands of events and user properties; one bad item refuses the whole call. */
final class ServerApiRules {

    private static final int MOST_ITEMS = 1_000;
    private static final int LONGEST_EVENT = 1_024;
    private static final int LONGEST_IDENTITY = 255;
    private static final int LONGEST_KEY = 512;
    private static final int LONGEST_VALUE = 1_024;

    /** The two calls. */
    enum Kind {
        TRACK("track", "events"),
        USER_PROPERTIES("add_user_properties", "users");

        private final String word;
        private final String listField;

        Kind(String word, String listField) {
            this.word = word;
            this.listField = listField;
        }

        String word() {
            return word;
        }

        String listField() {
            return listField;
        }
    }

    private ServerApiRules() {}

    static String identityOf(JsonNode item) {
        return item.path("identity").asText(item.path("user_id").asText());
    }

    static Optional<String> problemIn(List<JsonNode> items, Kind kind) {
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            return Optional.of(kind.listField() + " must hold 1 to " + MOST_ITEMS + " items");
        }
        return items.stream().flatMap(item -> problemIn(item, kind).stream()).findFirst();
    }

    private static Optional<String> problemIn(JsonNode item, Kind kind) {
        boolean byUserId = kind == Kind.TRACK && item.hasNonNull("user_id");
        String identity = item.path("identity").asText();
        if (byUserId == item.hasNonNull("identity")) {
            return Optional.of("exactly one of identity and user_id is needed");
        }
        if (!byUserId && (identity.isEmpty() || identity.length() > LONGEST_IDENTITY)) {
            return Optional.of("identity must have 1 to " + LONGEST_IDENTITY + " characters");
        }
        String event = item.path("event").asText();
        if (kind == Kind.TRACK && (event.isEmpty() || event.length() > LONGEST_EVENT)) {
            return Optional.of("event must have 1 to " + LONGEST_EVENT + " characters");
        }
        if (kind == Kind.USER_PROPERTIES && !item.path("properties").isObject()) {
            return Optional.of("properties must be an object");
        }
        return item.path("properties").properties().stream()
                .flatMap(property -> problemIn(property, kind).stream())
                .findFirst();
    }

    private static Optional<String> problemIn(Map.Entry<String, JsonNode> property, Kind kind) {
        String key = property.getKey();
        JsonNode value = property.getValue();
        if (key.length() >= LONGEST_KEY || (kind == Kind.USER_PROPERTIES && key.equalsIgnoreCase("id"))) {
            return Optional.of("property key is too long or reserved: " + key);
        }
        boolean usable = value.isNumber() || value.isTextual() || (kind == Kind.TRACK && value.isArray());
        if (!usable || value.asText().length() >= LONGEST_VALUE) {
            return Optional.of(
                    "property " + key + " must be a number or a string under " + LONGEST_VALUE + " characters");
        }
        return Optional.empty();
    }
}
