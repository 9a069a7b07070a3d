package io.segue.api.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    Examples(Components components) {
        this.components = components;
    }

    void add(Operation operation) {
        if (operation.getRequestBody() != null) {
            add(operation.getRequestBody().getContent(), true);
        }
        operation.getResponses().getAPIResponses().values().stream()
                .filter(response -> response.getRef() == null)
                .forEach(response -> add(response.getContent(), false));
    }

    private void add(@Nullable Content content, boolean isAsked) {
        Optional.ofNullable(content).map(found -> found.getMediaType(JSON)).ifPresent(media -> add(media, isAsked));
    }

    private void add(MediaType media, boolean isAsked) {
        Schema schema = media.getSchema();
        if (schema != null && media.getExample() == null) {
            media.setExample(of(schema, 0));
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
