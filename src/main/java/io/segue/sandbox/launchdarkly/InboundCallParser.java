package io.segue.sandbox.launchdarkly;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a call as {@code integrations/heap-inbound/manifest.json} says, stricter where our own mistakes would hide. */
final class InboundCallParser {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String SEGMENT = "/heap/data/segment";

    private final Set<String> seen = new HashSet<>(2048);
    private @Nullable String environmentId;
    private @Nullable String segmentId;
    private @Nullable String segmentName;
    private @Nullable List<String> add;
    private @Nullable List<String> remove;

    private InboundCallParser() {}

    static InboundCall parse(byte[] body) throws RejectedCallException {
        InboundCallParser reading = new InboundCallParser();
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RejectedCallException("request payload is not a JSON object");
            }
            reading.object(parser, "");
        } catch (JsonProcessingException e) {
            throw new RejectedCallException("request payload is not valid JSON");
        } catch (IOException e) {
            throw new IllegalStateException("Reading bytes in memory cannot fail", e);
        }
        return new InboundCall(
                present(reading.environmentId, "/parameters/environment_id"),
                present(reading.segmentId, SEGMENT + "/id"),
                present(reading.segmentName, SEGMENT + "/name"),
                present(reading.add, "/heap/data/add"),
                present(reading.remove, "/heap/data/remove"));
    }

    private void object(JsonParser parser, String path) throws IOException, RejectedCallException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String pointer = path + "/" + parser.currentName();
            JsonToken value = parser.nextToken();
            switch (pointer) {
                case "/parameters", "/heap", "/heap/data", SEGMENT -> {
                    if (value == JsonToken.START_OBJECT) {
                        object(parser, pointer);
                    } else {
                        parser.skipChildren();
                    }
                }
                case "/parameters/environment_id" -> environmentId = scalar(parser, value);
                case SEGMENT + "/id" -> segmentId = scalar(parser, value);
                case SEGMENT + "/name" -> segmentName = scalar(parser, value);
                case "/heap/data/add" -> add = members(parser, value, pointer);
                case "/heap/data/remove" -> remove = members(parser, value, pointer);
                default -> parser.skipChildren();
            }
        }
    }

    private List<String> members(JsonParser parser, JsonToken value, String pointer)
            throws IOException, RejectedCallException {
        if (value != JsonToken.START_ARRAY) {
            throw new RejectedCallException("parsed value for member array is not an array: " + pointer);
        }
        List<String> ids = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String id = memberId(parser);
            if (id == null) {
                throw new RejectedCallException(missing(pointer + "/" + ids.size() + "/id"));
            }
            if (!seen.add(id)) {
                throw new RejectedCallException("the same member is named twice in one call, at " + pointer + "/"
                        + ids.size() + " (a rule of this sandbox)");
            }
            ids.add(id);
        }
        return ids;
    }

    private @Nullable String memberId(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = parser.currentName().equals("id");
            JsonToken value = parser.nextToken();
            if (isId) {
                id = scalar(parser, value);
            } else {
                parser.skipChildren();
            }
        }
        return id;
    }

    /** Null where the validator finds the value falsy: missing, empty, 0, false; blank counts as empty here. */
    private static @Nullable String scalar(JsonParser parser, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_STRING -> {
                String text = parser.getText();
                yield text.isBlank() ? null : text;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue() == 0 ? null : parser.getText();
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    private static <T> T present(@Nullable T value, String pointer) throws RejectedCallException {
        if (value == null) {
            throw new RejectedCallException(missing(pointer));
        }
        return value;
    }

    private static String missing(String pointer) {
        return "could not find path " + pointer + " in request payload";
    }
}
