package io.segue.api.document;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which shapes the operations use, by way of others, too: what only pages use is no part of the API. */
class Reach {

    private final Map<String, Schema> all;
    private final Set<String> used = new HashSet<>();

    Reach(OpenAPI document) {
        all = document.getComponents().getSchemas();
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .flatMap(Reach::contents)
                .flatMap(content -> content.getMediaTypes().values().stream())
                .map(MediaType::getSchema)
                .forEach(this::follow);
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .flatMap(operation ->
                        Stream.ofNullable(operation.getParameters()).flatMap(java.util.List::stream))
                .forEach(parameter -> follow(parameter.getSchema()));
    }

    Set<String> used() {
        return used;
    }

    private static Stream<Content> contents(Operation operation) {
        Stream<Content> asked = Optional.ofNullable(operation.getRequestBody()).stream()
                .flatMap(body -> Stream.ofNullable(body.getContent()));
        Stream<Content> answered = operation.getResponses().getAPIResponses().values().stream()
                .flatMap(response -> Stream.ofNullable(response.getContent()));
        return Stream.concat(asked, answered);
    }

    private void follow(@Nullable Schema schema) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
            if (used.add(name)) {
                follow(all.get(name));
            }
        }
        follow(schema.getItems());
        follow(schema.getAdditionalPropertiesSchema());
        Stream.ofNullable(schema.getProperties())
                .flatMap(map -> map.values().stream())
                .forEach(this::follow);
        Stream.of(schema.getAnyOf(), schema.getOneOf(), schema.getAllOf())
                .flatMap(Stream::ofNullable)
                .flatMap(java.util.List::stream)
                .forEach(this::follow);
    }
}
