package io.segue.heap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.segue.inbox.PageReader.Forgotten;
import java.io.IOException;
import java.util.function.Predicate;

/** Writes a payload again, token by token, without some of its members and without some of its texts. */
class HeapPageCopy {

    private final JsonParser parser;
    private final JsonGenerator out;
    private final Forgotten forgotten;
    private boolean isComplete = true;
    private int membersLeftOut;

    HeapPageCopy(JsonParser parser, JsonGenerator out, Forgotten forgotten) {
        this.parser = parser;
        this.out = out;
        this.forgotten = forgotten;
    }

    /** Whether nothing was left out. */
    boolean isComplete() {
        return isComplete;
    }

    /** So many members. */
    int leftOut() {
        return membersLeftOut;
    }

    /** The parser stands on the first token. */
    void write() throws IOException {
        eachField(name -> {
            if (name.equals("data")) {
                eachField(part -> {
                    if (part.equals("add") || part.equals("remove")) {
                        members(part.equals("add"));
                    } else {
                        value();
                    }
                });
            } else {
                value();
            }
        });
    }

    /** What to do with a field's value, on whose first token the parser stands. */
    private interface OnField {
        void write(String name) throws IOException;
    }

    private void eachField(OnField onField) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            value();
            return;
        }
        out.writeStartObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            out.writeFieldName(name);
            parser.nextToken();
            onField.write(name);
        }
        out.writeEndObject();
    }

    private void members(boolean present) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            value();
            return;
        }
        out.writeStartArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            TokenBuffer member = new TokenBuffer((ObjectCodec) null, false);
            member.copyCurrentStructure(parser);
            if (isLeftOut(member, present)) {
                isComplete = false;
                membersLeftOut++;
            } else {
                JsonParser again = member.asParser();
                again.nextToken();
                value(again, forgotten.ofOthers());
            }
        }
        out.writeEndArray();
    }

    private boolean isLeftOut(TokenBuffer member, boolean present) throws IOException {
        JsonParser again = member.asParser();
        again.nextToken();
        return HeapMember.read(again, present).filter(forgotten.members()).isPresent();
    }

    private void value() throws IOException {
        value(parser, forgotten.elsewhere());
    }

    /** One value with all that is in it. */
    private void value(JsonParser from, Predicate<String> blanked) throws IOException {
        int depth = 0;
        do {
            JsonToken token = from.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            boolean isText = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
            if (isText && blanked.test(from.getText())) {
                out.writeNull();
                isComplete = false;
            } else {
                out.copyCurrentEvent(from);
            }
        } while (depth > 0 && from.nextToken() != null);
    }
}
