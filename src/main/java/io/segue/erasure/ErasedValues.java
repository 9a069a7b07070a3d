package io.segue.erasure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whom an erasure is about, while it goes on; sealed where it is stored.
 *
 * @param values the ids and keys that were asked for, which are blocked
 * @param keys others by which LaunchDarkly knew the same members, and nobody else
 */
record ErasedValues(Set<String> values, Set<String> keys, Optional<String> heapIdentity) {

    private static final ObjectMapper JSON = new ObjectMapper();

    ErasedValues {
        values = Set.copyOf(values);
        keys = Set.copyOf(keys);
    }

    /** As it lies under the seal; a newer version may put more there. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Stored(
            Set<String> values, Set<String> keys, @Nullable String heapIdentity) {}

    static ErasedValues of(ErasureRequest request) {
        return new ErasedValues(request.values(), Set.of(), request.heapIdentity());
    }

    static ErasedValues read(byte[] json) {
        try {
            Stored stored = JSON.readValue(json, Stored.class);
            return new ErasedValues(stored.values(), stored.keys(), Optional.ofNullable(stored.heapIdentity()));
        } catch (IOException e) {
            // Its message would quote what was sealed.
            throw new IllegalStateException("Reading whom an erasure is about: it is not what we stored");
        }
    }

    byte[] write() {
        try {
            return JSON.writeValueAsBytes(new Stored(values, keys, heapIdentity.orElse(null)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing whom an erasure is about failed");
        }
    }

    ErasedValues andKeys(Set<String> more) {
        Set<String> all = new TreeSet<>(keys);
        all.addAll(more);
        all.removeAll(values);
        return new ErasedValues(values, all, heapIdentity);
    }

    /** All that records must forget. */
    Set<String> all() {
        Set<String> all = new TreeSet<>(values);
        all.addAll(keys);
        return all;
    }

    @Override
    public String toString() {
        return "***";
    }
}
