package io.segue.api.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whole examples of bodies, put together from those of their parts. */
class Examples {

    private static final int DEEPEST = 6;
    private static final String JSON = "application/json";

    private final Components components;
    private final Words words;

    Examples(Components components, Words words) {
        this.components = components;
        this.words = words;
    }

    void add(Operation operation) {
        if (operation.getRequestBody() != null) {
            add(operation, operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().values().stream()
                .filter(response -> response.getRef() == null)
                .forEach(response -> add(operation, response.getContent()));
    }

    private void add(Operation operation, @Nullable Content content) {
        if (content != null) {
            content.getMediaTypes().forEach((type, media) -> add(operation, type, media));
        }
    }

    private void add(Operation operation, String type, MediaType media) {
        if (media.getExample() != null) {
            return;
        }
        boolean isShaped = type.equals(JSON) && media.getSchema() != null && hasShape(media.getSchema());
        media.setExample(isShaped ? of(media.getSchema(), 0) : whole(operation, type));
    }

    /** A document that is taken or given as it is has none. */
    private static boolean hasShape(Schema schema) {
        return schema.getRef() != null || schema.getItems() != null || schema.getProperties() != null;
    }

    private @Nullable Object whole(Operation operation, String type) {
        String kind = kind(type);
        return words.body(operation.getOperationId(), kind)
                .map(text -> kind.equals("json") ? parsed(text) : text)
                .orElse(null);
    }

    private static String kind(String type) {
        String subtype = type.replaceFirst(";.*", "").replaceFirst(".*/(x-)?", "");
        return subtype.equals("plain") ? "txt" : subtype;
    }

    private static Object parsed(String text) {
        try {
            return new ObjectMapper().readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Reading an example of the API's description failed", e);
        }
    }

    private @Nullable Object of(Schema given, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        if (given.getExamples() != null && !given.getExamples().isEmpty()) {
            return given.getExamples().get(0);
        }
        Schema schema = given.getRef() == null ? given : resolved(given.getRef());
        if (schema.getExamples() != null && !schema.getExamples().isEmpty()) {
            return schema.getExamples().get(0);
        }
        if (schema.getAnyOf() != null && !schema.getAnyOf().isEmpty()) {
            return of(schema.getAnyOf().get(0), depth);
        }
        if (schema.getItems() != null) {
            Object item = of(schema.getItems(), depth + 1);
            return item == null ? List.of() : List.of(item);
        }
        if (schema.getProperties() != null) {
            Map<String, Object> all = new LinkedHashMap<>();
            schema.getProperties().forEach((name, property) -> {
                Object value = of(property, depth + 1);
                if (value != null) {
                    all.put(name, value);
                }
            });
            return all;
        }
        if (schema.getEnumeration() != null && !schema.getEnumeration().isEmpty()) {
            return schema.getEnumeration().get(0);
        }
        return null;
    }

    private Schema resolved(String ref) {
        return components.getSchemas().get(ref.substring(ref.lastIndexOf('/') + 1));
    }
}
