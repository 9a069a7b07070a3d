package io.segue.bench.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One call to Heap's add_user_properties, read by Heap's rules. */
final class UserCall {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_USERS = 1_000;

    String appId = "";
    final List<byte[]> identities = new ArrayList<>();
    int properties;

    void read(byte[] body) throws Refusal {
        Set<String> seen = new HashSet<>();
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("app_id")) {
                    appId = parser.getText();
                } else if (field.equals("users")) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        readUser(parser, seen);
                    }
                } else {
                    throw new Refusal("unknown field " + field);
                }
            }
        } catch (IOException e) {
            throw new Refusal("the body is not JSON: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
        if (identities.isEmpty() || identities.size() > MOST_USERS) {
            throw new Refusal("expected 1 to 1000 users, got " + identities.size());
        }
    }

    private void readUser(JsonParser parser, Set<String> seen) throws IOException, Refusal {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("identity")) {
                if (!seen.add(parser.getText())) {
                    throw new Refusal("the same identity twice in one call: " + parser.getText());
                }
                identities.add(parser.getText().getBytes(StandardCharsets.UTF_8));
            } else {
                readProperties(parser);
            }
        }
    }

    private void readProperties(JsonParser parser) throws IOException, Refusal {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            JsonToken value = parser.nextToken();
            if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT) {
                throw new Refusal("a property is neither text nor number");
            }
            properties++;
        }
    }
}
