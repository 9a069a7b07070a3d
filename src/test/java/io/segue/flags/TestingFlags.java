package io.segue.flags;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flags as LaunchDarkly has them. */
public final class TestingFlags {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestingFlags() {}

    /** One that browsers are given, with these values as JSON. */
    public static Flag flag(String key, String... values) {
        return new Flag(key, key, "", json(values), true, Optional.of(true));
    }

    public static Flag serverOnly(String key, String... values) {
        return new Flag(key, key, "", json(values), false, Optional.of(true));
    }

    private static List<JsonNode> json(String... values) {
        List<JsonNode> read = new ArrayList<>();
        for (String value : values) {
            try {
                read.add(JSON.readTree(value));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
        return read;
    }
}
