package io.segue.segment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One member as one delivery tells of it.
 *
 * @param fields what the item carried besides its id, as a JSON object of texts
 */
public record StagedChange(String memberId, boolean present, Optional<String> fields) {

    private static final JsonFactory JSON = new JsonFactory();

    /** A member of whom nothing else is said. */
    public static StagedChange in(String memberId) {
        return new StagedChange(memberId, true, Optional.empty());
    }

    /** One of the fields, if the item carried it. */
    public Optional<String> field(String name) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(fields.get())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isSought = parser.currentName().equals(name);
                parser.nextToken();
                if (isSought) {
                    return Optional.of(parser.getText());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the fields of a member failed", e);
        }
    }
}
