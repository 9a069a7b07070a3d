package io.segue.flags.page;

import io.segue.flags.choice.Choice;
import io.segue.flags.choice.ReporterOptions;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What someone chose and typed to say which flags go to Heap; nothing of it is checked yet. */
record FlagForm(
        String connection,
        String version,
        List<String> flags,
        Map<String, String> fields,
        String prefix,
        String budget,
        String userId,
        String contextKind,
        boolean userProperties,
        boolean anonymous,
        boolean omitted,
        boolean firstPageview,
        String find) {

    private static final String FIELDS = "fields.";

    FlagForm {
        flags = List.copyOf(flags);
        fields = Map.copyOf(fields);
    }

    static FlagForm of(MultivaluedMap<String, String> form) {
        Map<String, String> fields = new HashMap<>();
        form.forEach((name, values) -> {
            if (name.startsWith(FIELDS) && !values.isEmpty()) {
                fields.put(name.substring(FIELDS.length()), values.get(0));
            }
        });
        List<String> chosen =
                form.getOrDefault("flag", List.of()).stream().distinct().toList();
        return new FlagForm(
                text(form, "connection"),
                text(form, "version"),
                moved(chosen, text(form, "move")),
                fields,
                text(form, "prefix"),
                text(form, "budget"),
                text(form, "userId"),
                text(form, "contextKind"),
                form.containsKey("userProperties"),
                form.containsKey("anonymous"),
                form.containsKey("omitted"),
                form.containsKey("firstPageview"),
                text(form, "find"));
    }

    static FlagForm of(String connection, int version, Choice choice, String find) {
        Map<String, String> fields = new HashMap<>();
        choice.fields().forEach((flag, paths) -> fields.put(flag, String.join(", ", paths)));
        ReporterOptions options = choice.options();
        return new FlagForm(
                connection,
                Integer.toString(version),
                choice.flags(),
                fields,
                options.prefix(),
                Integer.toString(options.budget()),
                options.userId(),
                options.contextKind(),
                options.userProperties(),
                options.anonymous(),
                options.omitted(),
                options.firstPageview(),
                find);
    }

    /** Ends in a problem, told to whoever typed it, when something cannot be. */
    Choice choice() {
        Map<String, List<String>> paths = new HashMap<>();
        fields.forEach((flag, typed) -> paths.put(flag, fieldsIn(typed)));
        ReporterOptions options = new ReporterOptions(
                prefix,
                Numbers.whole("Setting the budget", budget),
                userProperties,
                userId,
                contextKind,
                anonymous,
                omitted,
                firstPageview);
        return new Choice(flags, paths, options);
    }

    int seenVersion() {
        return Numbers.whole("Saving the chosen flags", version);
    }

    Optional<String> fieldsOf(String flag) {
        return Optional.ofNullable(fields.get(flag));
    }

    /** As {@code up:new-checkout} says it. */
    static List<String> moved(List<String> flags, String move) {
        int colon = move.indexOf(':');
        int from = colon < 0 ? -1 : flags.indexOf(move.substring(colon + 1));
        int to = move.startsWith("up:") ? from - 1 : from + 1;
        if (from < 0 || to < 0 || to >= flags.size()) {
            return flags;
        }
        List<String> after = new ArrayList<>(flags);
        Collections.swap(after, from, to);
        return after;
    }

    private static List<String> fieldsIn(String typed) {
        return Stream.of(typed.split(","))
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .toList();
    }

    private static String text(MultivaluedMap<String, String> form, String name) {
        String typed = form.getFirst(name);
        return typed == null ? "" : typed.strip();
    }
}
