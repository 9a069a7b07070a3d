package io.segue.api.document;

import io.segue.platform.OpaqueIds;
import io.segue.platform.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the parts of the API are, each said once under its name, with an example. */
record Words(Properties said) {

    private static final String TIME = "2026-11-28T04:05:06Z";
    private static final String EXAMPLE = " | ";
    private static final String TAG = "tag.";
    private static final Pattern ID = Pattern.compile("([a-z]{3}_)…");

    static Words read() {
        Properties said = new Properties();
        try {
            said.load(new StringReader(file("words.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the words of the API's description failed", e);
        }
        return new Words(said);
    }

    /** An example of a body without a shape. */
    Optional<String> body(String operation, String kind) {
        return Optional.ofNullable(said.getProperty("whole." + operation))
                .map(name -> whole(file("whole/" + name + "." + kind)));
    }

    private static String file(String name) {
        try (InputStream file = Words.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + name + " of the API's description failed", e);
        }
    }

    String text(String name) {
        return said.getProperty("text." + name, "");
    }

    List<Tag> tags() {
        return said.stringPropertyNames().stream()
                .filter(name -> name.startsWith(TAG))
                .sorted()
                .map(name -> OASFactory.createTag()
                        .name(name.substring(TAG.length()))
                        .description(said.getProperty(name)))
                .toList();
    }

    String description(@Nullable String summary, Endpoint endpoint) {
        return summary + ".\n\n" + text("role." + endpoint.role().orElse("support"));
    }

    void describe(Parameter parameter, Endpoint endpoint) {
        String usual = said.getProperty("parameter." + parameter.getName(), "");
        String found = said.getProperty("parameter." + endpoint.place() + "." + parameter.getName(), usual);
        if (parameter.getDescription() == null && !found.isEmpty()) {
            parameter.setDescription(description(found));
        }
        example(found)
                .map(text -> typed(text, parameter.getSchema()))
                .filter(example -> parameter.getExample() == null)
                .ifPresent(parameter::setExample);
    }

    void describe(String shape, String property, Schema schema) {
        String found =
                said.getProperty("property." + shape + "." + property, said.getProperty("property." + property, ""));
        if (schema.getDescription() == null && !found.isEmpty()) {
            schema.setDescription(description(found));
        }
        if (schema.getExamples() == null && (schema.getRef() == null || found.contains(EXAMPLE))) {
            example(found, schema).ifPresent(example -> schema.setExamples(List.of(example)));
        }
        Optional.ofNullable(said.getProperty("enum." + shape + "." + property))
                .ifPresent(values -> schema.setEnumeration(Arrays.stream(values.split(", "))
                        .<Object>map(value -> value)
                        .toList()));
    }

    private static Optional<Object> example(String found, Schema schema) {
        if (is(schema, SchemaType.ARRAY)) {
            return example(found).map(text -> List.of(typed(text, schema.getItems())));
        }
        return example(found).<Object>map(text -> typed(text, schema)).or(() -> usual(schema));
    }

    /** Where none is said: a number, a truth or a time like any other. */
    private static Optional<Object> usual(Schema schema) {
        if (is(schema, SchemaType.INTEGER)) {
            return Optional.of(12);
        }
        if (is(schema, SchemaType.BOOLEAN)) {
            return Optional.of(true);
        }
        return "date-time".equals(schema.getFormat()) ? Optional.of(TIME) : Optional.empty();
    }

    private static Object typed(String text, @Nullable Schema schema) {
        boolean isNumber = schema != null && (is(schema, SchemaType.INTEGER) || is(schema, SchemaType.NUMBER));
        return isNumber && text.matches("-?[0-9]+") ? (Object) Integer.valueOf(text) : text;
    }

    private static boolean is(Schema schema, SchemaType type) {
        return schema.getType() != null && schema.getType().contains(type);
    }

    private static String description(String found) {
        int at = found.lastIndexOf(EXAMPLE);
        return at < 0 ? found : found.substring(0, at);
    }

    private static Optional<String> example(String found) {
        int at = found.lastIndexOf(EXAMPLE);
        return at < 0 ? Optional.empty() : Optional.of(whole(found.substring(at + EXAMPLE.length())));
    }

    /** Each "run_…" becomes an id of that kind, as {@link OpaqueIds} makes them; the same one everywhere. */
    private static String whole(String example) {
        return ID.matcher(example).replaceAll(found -> {
            byte[] block = Arrays.copyOf(Tokens.hash(found.group()), OpaqueIds.BYTES);
            return found.group(1) + Base64.getUrlEncoder().withoutPadding().encodeToString(block);
        });
    }
}
