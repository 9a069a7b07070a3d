package io.segue.flags.choice;

import io.segue.flags.Flag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which flags of an environment go to Heap.
 *
 * @param flags keys, the most important first
 * @param fields of flags whose values are JSON: the fields that become properties of their own
 */
public record Choice(List<String> flags, Map<String, List<String>> fields, ReporterOptions options) {

    public static final Choice NOTHING = new Choice(List.of(), Map.of(), ReporterOptions.USUAL);

    /** More could not fit into any cookie. */
    public static final int MOST_FLAGS = 500;

    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_-]{1,100}(\\.[A-Za-z0-9_-]{1,100}){0,9}");
    private static final int MOST_FIELDS = 20;

    public Choice {
        flags = flags.stream().distinct().toList();
        if (flags.size() > MOST_FLAGS) {
            throw ReporterOptions.unusable(
                    "Choosing flags: expected at most " + MOST_FLAGS + ", got " + flags.size() + ".");
        }
        flags.stream().filter(key -> !Flag.isKey(key)).findFirst().ifPresent(key -> {
            throw ReporterOptions.unusable(
                    "Choosing flags: expected keys as LaunchDarkly has them (letters, digits, . _ -)," + " got \"" + key
                            + "\".");
        });
        fields = checked(flags, fields);
    }

    public List<String> fieldsOf(String flag) {
        return fields.getOrDefault(flag, List.of());
    }

    private static Map<String, List<String>> checked(List<String> flags, Map<String, List<String>> fields) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (String flag : flags) {
            List<String> paths = fields.getOrDefault(flag, List.of());
            boolean isUsable = paths.size() <= MOST_FIELDS
                    && paths.stream().allMatch(path -> FIELD.matcher(path).matches());
            if (!isUsable) {
                throw ReporterOptions.unusable("Choosing fields of " + flag + ": expected at most " + MOST_FIELDS
                        + " names with commas between them, such as limit, plan.name; got " + String.join(", ", paths)
                        + ".");
            }
            if (!paths.isEmpty()) {
                kept.put(flag, List.copyOf(paths));
            }
        }
        return Map.copyOf(kept);
    }
}
