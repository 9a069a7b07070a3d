package io.segue.bench.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One call to segment-targets/heap-inbound, read by the rules of Heap's manifest; reused from call to call. */
final class InboundCall {

    private static final JsonFactory JSON = new JsonFactory();

    String environment = "";
    String segment = "";
    int addFrom;
    int adds;
    int removeFrom;
    int removes;

    /** All keys one after the other, adds and removes in the order in which they came. */
    byte[] keys = new byte[1 << 16];

    /** Where each key begins; one more entry than keys. */
    int[] starts = new int[1 << 11];

    private final MemberSet seen = new MemberSet();
    private String name = "";
    private boolean addSeen;
    private boolean removeSeen;
    private int count;

    void read(byte[] body) throws Refusal {
        environment = segment = name = "";
        addSeen = removeSeen = false;
        addFrom = removeFrom = adds = removes = count = 0;
        seen.clear();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Refusal("the body is not a JSON object");
            }
            readObject(parser, "");
        } catch (IOException e) {
            throw new Refusal("the body is not JSON: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
        require(environment, "/parameters/environment_id");
        require(segment, "/heap/data/segment/id");
        require(name, "/heap/data/segment/name");
        if (!addSeen || !removeSeen) {
            throw new Refusal("could not find path /heap/data/" + (addSeen ? "remove" : "add") + " in request payload");
        }
    }

    private static void require(String value, String path) throws Refusal {
        if (value.isEmpty()) {
            throw new Refusal("could not find path " + path + " in request payload");
        }
    }

    private void readObject(JsonParser parser, String path) throws IOException, Refusal {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = path + "/" + parser.currentName();
            parser.nextToken();
            switch (field) {
                case "/parameters", "/heap", "/heap/data", "/heap/data/segment" -> readInside(parser, field);
                case "/parameters/environment_id" -> environment = parser.getText();
                case "/heap/data/segment/id" -> segment = parser.getText();
                case "/heap/data/segment/name" -> name = parser.getText();
                case "/heap/data/add" -> readAdds(parser);
                case "/heap/data/remove" -> readRemoves(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void readInside(JsonParser parser, String field) throws IOException, Refusal {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new Refusal(field + " is not an object");
        }
        readObject(parser, field);
    }

    private void readAdds(JsonParser parser) throws IOException, Refusal {
        addSeen = true;
        addFrom = count;
        readKeys(parser);
        adds = count - addFrom;
    }

    private void readRemoves(JsonParser parser) throws IOException, Refusal {
        removeSeen = true;
        removeFrom = count;
        readKeys(parser);
        removes = count - removeFrom;
    }

    private void readKeys(JsonParser parser) throws IOException, Refusal {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new Refusal("parsed value for member array is not an array");
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            boolean found = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isId = "id".equals(parser.currentName());
                parser.nextToken();
                if (isId) {
                    readKey(parser);
                    found = true;
                } else {
                    parser.skipChildren();
                }
            }
            if (!found) {
                throw new Refusal("could not find path /id in a member");
            }
        }
    }

    private void readKey(JsonParser parser) throws IOException, Refusal {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new Refusal("a member's id is not a string");
        }
        byte[] key = parser.getText().getBytes(StandardCharsets.UTF_8);
        if (parser.getText().isBlank()) {
            throw new Refusal("a member's id is blank");
        }
        if (!seen.add(key, 0, key.length)) {
            throw new Refusal("the same id twice in one call: " + parser.getText());
        }
        if (count + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        int from = starts[count];
        while (from + key.length > keys.length) {
            keys = Arrays.copyOf(keys, keys.length * 2);
        }
        System.arraycopy(key, 0, keys, from, key.length);
        starts[++count] = from + key.length;
    }
}
