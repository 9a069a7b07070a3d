package io.segue.launchdarkly.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keys as strings of an array, or as objects that name one; one document or many, one after the other. */
class ExportJson {

    private static final JsonFactory JSON = new JsonFactory();

    /** The better word first. */
    private static final List<String> KEY_NAMES =
            List.of("contextkey", "userkey", "key", "userid", "id", "targetkey", "value");

    /** Where members are listed; other lists, such as tags, are none of them. */
    private static final Set<String> LISTS =
            Set.of("included", "keys", "items", "contexts", "users", "members", "targets", "values", "entries", "data");

    private final Consumer<String> key;
    private final Deque<Frame> frames = new ArrayDeque<>();

    ExportJson(Consumer<String> key) {
        this.key = key;
    }

    /** What is known of an array or an object that has not ended. */
    private static class Frame {
        private final boolean isArray;
        private final boolean isList;
        private final boolean isOut;
        private boolean holdsOthers;
        private boolean isMarkedOut;
        private int rank = Integer.MAX_VALUE;
        private @Nullable String found;
        private String field = "";

        Frame(boolean isArray, boolean isList, boolean isOut) {
            this.isArray = isArray;
            this.isList = isList;
            this.isOut = isOut;
        }
    }

    void read(Reader text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                take(parser, token);
            }
        }
    }

    private void take(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case START_ARRAY, START_OBJECT -> begin(token == JsonToken.START_ARRAY);
            case END_ARRAY -> frames.pop();
            case END_OBJECT -> end(frames.pop());
            case FIELD_NAME ->
                top().field = parser.currentName().toLowerCase(Locale.ROOT).replace("_", "");
            case VALUE_STRING, VALUE_NUMBER_INT -> value(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> mark(token == JsonToken.VALUE_TRUE);
            default -> {
                // Nothing else can be a key.
            }
        }
    }

    /** Whoever is excluded is listed, but not a member. */
    private void begin(boolean isArray) {
        Frame around = frames.peek();
        if (around == null) {
            frames.push(new Frame(isArray, isArray, false));
            return;
        }
        around.holdsOthers = true;
        boolean isList = isArray && (around.isArray ? around.isList : LISTS.contains(around.field));
        frames.push(new Frame(isArray, isList, around.isOut || around.field.equals("excluded")));
    }

    private void value(String text) {
        Frame top = frames.peek();
        if (top == null || top.isOut || text.isEmpty()) {
            return;
        }
        if (top.isArray) {
            if (top.isList) {
                key.accept(text);
            }
            return;
        }
        int rank = KEY_NAMES.indexOf(top.field);
        if (rank >= 0 && rank < top.rank) {
            top.rank = rank;
            top.found = text;
        }
    }

    private void mark(boolean is) {
        Frame top = frames.peek();
        if (top != null && ((top.field.equals("excluded") && is) || (top.field.equals("included") && !is))) {
            top.isMarkedOut = true;
        }
    }

    /** An object that holds others is the frame around them, not a member. */
    private void end(Frame ended) {
        Frame around = frames.peek();
        boolean isMember = around == null ? !ended.holdsOthers : around.isArray && around.isList;
        if (ended.found != null && isMember && !ended.isOut && !ended.isMarkedOut) {
            key.accept(ended.found);
        }
    }

    private Frame top() {
        Frame top = frames.peek();
        if (top == null) {
            throw new IllegalStateException("A field's name outside of any object");
        }
        return top;
    }
}
