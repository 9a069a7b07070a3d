package io.segue.heap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.segue.inbox.PageHead;
import io.segue.inbox.PageHead.Kind;
import io.segue.segment.StagedChange;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One walk over a payload: keeps what stands before the members, hands on the members themselves. */
class HeapPage {

    private final Consumer<StagedChange> sink;
    private String action = "";
    private @Nullable String idToken;
    private @Nullable String segmentId;
    private @Nullable String segmentName;
    private @Nullable String taskId;
    private long page = 1;
    private long totalPages = 1;
    private int adds;
    private int removes;
    private int blanks;

    HeapPage(Consumer<StagedChange> sink) {
        this.sink = sink;
    }

    static Kind kindOf(String action) {
        return switch (action) {
            case "segment.users.sync" -> Kind.SYNC;
            case "segment.users.drain" -> Kind.DRAIN;
            default -> Kind.UNKNOWN;
        };
    }

    PageHead head() {
        return new PageHead(
                kindOf(action),
                action,
                Optional.ofNullable(idToken),
                Optional.ofNullable(segmentId),
                Optional.ofNullable(segmentName),
                Optional.ofNullable(taskId),
                page,
                totalPages,
                adds,
                removes,
                blanks);
    }

    /** The parser stands on the start of the payload's object, and on its end afterwards. */
    void read(JsonParser parser) throws IOException {
        eachField(parser, name -> {
            switch (name) {
                case "action_type" -> action = orEmpty(text(parser));
                case "id_token" -> idToken = text(parser);
                case "data" -> readData(parser);
                default -> parser.skipChildren();
            }
        });
    }

    private void readData(JsonParser parser) throws IOException {
        eachField(parser, name -> {
            switch (name) {
                case "segment" -> readSegment(parser);
                case "sync_info" -> readTask(parser);
                case "add" -> readMembers(parser, true);
                case "remove" -> readMembers(parser, false);
                default -> parser.skipChildren();
            }
        });
    }

    private void readSegment(JsonParser parser) throws IOException {
        eachField(parser, name -> {
            switch (name) {
                case "id" -> segmentId = text(parser);
                case "name" -> segmentName = text(parser);
                default -> parser.skipChildren();
            }
        });
    }

    private void readTask(JsonParser parser) throws IOException {
        eachField(parser, name -> {
            switch (name) {
                case "sync_task_id" -> taskId = text(parser);
                case "page_number" -> page = number(parser, 0);
                case "total_pages" -> totalPages = number(parser, 1);
                default -> parser.skipChildren();
            }
        });
    }

    private void readMembers(JsonParser parser, boolean present) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Optional<StagedChange> member = HeapMember.read(parser, present);
            if (member.isEmpty()) {
                blanks++;
            } else {
                sink.accept(member.get());
                if (present) {
                    adds++;
                } else {
                    removes++;
                }
            }
        }
    }

    /** What to do with a field's value, on whose first token the parser stands. */
    private interface OnField {
        void read(String name) throws IOException;
    }

    private static void eachField(JsonParser parser, OnField onField) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            onField.read(name);
        }
    }

    /** A string or a number as text; null for anything else, and for a blank. */
    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return HeapMember.usable(parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText())
                .orElse(null);
    }

    /** What is no number, or a smaller one than the least, counts as the first page or the only one. */
    private static long number(JsonParser parser, long least) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return 1;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING
                && !parser.currentToken().isNumeric()) {
            return 1;
        }
        try {
            long number = parser.getValueAsLong(1);
            return number < least ? 1 : number;
        } catch (InputCoercionException e) {
            // A number that no page has: the page itself is genuine all the same.
            return 1;
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
