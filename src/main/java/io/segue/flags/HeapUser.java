package io.segue.flags;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Properties of one user of Heap's, by the identity that the page gives to Heap. */
public record HeapUser(String identity, Map<String, JsonNode> properties) {

    /** Heap takes no longer one. */
    public static final int LONGEST_IDENTITY = 255;

    public HeapUser {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
