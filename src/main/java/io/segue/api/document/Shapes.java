package io.segue.api.document;

import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/** The shapes of bodies: which parts of them never miss, what each one is, and how it may look. */
class Shapes {

    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName WRITTEN = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final DotName VERSIONED = DotName.createSimple("io.segue.api.version.Versioned");
    private static final String ANY = "JsonNode";
    private static final String OPTIONAL = "java.util.Optional";

    private final Map<String, ClassInfo> types = new LinkedHashMap<>();
    private final Words words;

    Shapes(IndexView index, Words words) {
        this.words = words;
        index.getAnnotations(SCHEMA).stream()
                .filter(schema -> schema.target().kind() == AnnotationTarget.Kind.CLASS)
                .forEach(schema -> Optional.ofNullable(schema.value("name"))
                        .map(AnnotationValue::asString)
                        .ifPresent(name -> types.put(name, schema.target().asClass())));
    }

    void complete(OpenAPI document) {
        Components components = document.getComponents();
        if (components.getSchemas().containsKey(ANY)) {
            // Jackson's tree stands for whatever JSON has.
            components.addSchema(ANY, OASFactory.createSchema().description("Any value of JSON"));
        }
        Map<String, Schema> all = Map.copyOf(components.getSchemas());
        all.forEach(this::complete);
        Set<String> used = new Reach(document).used();
        all.keySet().stream().filter(name -> !used.contains(name)).forEach(components::removeSchema);
    }

    /** The names of those that have a version, and so an ETag. */
    Set<String> versioned() {
        return types.entrySet().stream()
                .filter(type -> type.getValue().interfaceNames().contains(VERSIONED))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void complete(String name, Schema schema) {
        if (schema.getProperties() == null) {
            return;
        }
        ClassInfo type = types.get(name);
        if (type != null && type.isRecord()) {
            List<String> written = type.recordComponentsInDeclarationOrder().stream()
                    .map(RecordComponentInfo::name)
                    .toList();
            List.copyOf(schema.getProperties().keySet()).stream()
                    .filter(property -> !written.contains(property) && !isWritten(type, property))
                    .forEach(schema::removeProperty);
            schema.setRequired(written.stream()
                    .filter(component -> neverMisses(type.field(component)))
                    .filter(schema.getProperties()::containsKey)
                    .toList());
        }
        schema.getProperties().forEach((property, of) -> words.describe(name, property, of));
    }

    /** Beside its components, a record is written with its public claims and what says so itself. */
    private static boolean isWritten(ClassInfo type, String property) {
        String claim = "is" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        return type.methods().stream()
                .anyMatch(method -> (method.name().equals(claim) && Modifier.isPublic(method.flags()))
                        || (method.name().equals(property) && method.hasAnnotation(WRITTEN)));
    }

    private static boolean neverMisses(FieldInfo field) {
        Type type = field.type();
        boolean isNullable =
                type.annotations().stream().map(AnnotationInstance::name).anyMatch(NULLABLE::equals);
        return !isNullable && !type.name().toString().startsWith(OPTIONAL);
    }
}
