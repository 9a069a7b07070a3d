package io.segue.heap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.segue.segment.StagedChange;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One item of {@code add} or {@code remove}: its id, and what else it carries. */
final class HeapMember {

    /** Longer ids fit no index, and no key of anyone's. */
    static final int LONGEST_ID = 512;

    private static final int LONGEST_FIELD = 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private HeapMember() {}

    /** The parser stands on the item's first token; empty when the item has no usable id. */
    static Optional<StagedChange> read(JsonParser parser, boolean present) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Optional.empty();
        }
        String id = null;
        StringWriter fields = null;
        JsonGenerator out = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("id")) {
                id = textOf(parser, value);
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL && present) {
                if (out == null) {
                    fields = new StringWriter();
                    out = JSON.createGenerator(fields);
                    out.writeStartObject();
                }
                writeField(out, name, textOf(parser, value));
            } else {
                parser.skipChildren();
            }
        }
        if (out != null) {
            out.writeEndObject();
            out.close();
        }
        Optional<String> json = Optional.ofNullable(fields).map(StringWriter::toString);
        return Optional.ofNullable(id).flatMap(HeapMember::usable).map(text -> new StagedChange(text, present, json));
    }

    /** Not blank, not too long, and text that every database can hold: exact otherwise, spaces and case included. */
    static Optional<String> usable(String text) {
        if (text.isBlank() || text.length() > LONGEST_ID || !isStorable(text)) {
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static void writeField(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null && value.length() <= LONGEST_FIELD && isStorable(value) && isStorable(name)) {
            out.writeStringField(name, value);
        }
    }

    private static @Nullable String textOf(JsonParser parser, JsonToken value) throws IOException {
        if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
            parser.skipChildren();
            return null;
        }
        return parser.getText();
    }

    /** PostgreSQL's text has no NUL, and UTF-8 no half of a surrogate pair. */
    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
