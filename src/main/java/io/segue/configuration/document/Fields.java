package io.segue.configuration.document;

import io.segue.configuration.document.Entry.Form;
import io.segue.configuration.document.Entry.Mapping;
import io.segue.configuration.document.Entry.Scalar;
import io.segue.configuration.document.Entry.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The fields of one thing in a document: those that it may have, each of its kind. */
record Fields(Spot at, Map<String, Entry> given) {

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,8}");

    /** Refuses whatever has another name. */
    static Fields of(Entry entry, Set<String> known) {
        if (!(entry instanceof Mapping mapping)) {
            throw entry.at().refuse("expected names with values (" + listed(known) + "), got " + entry.kind() + ".");
        }
        mapping.fields().forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.at().refuse("a field of this name is not known here. Known are " + listed(known) + ".");
            }
        });
        return new Fields(mapping.at(), mapping.fields());
    }

    /** Where a field stands, or would stand. */
    Spot spot(String name) {
        Entry entry = given.get(name);
        return entry == null ? at.field(at.line(), name) : entry.at();
    }

    Optional<Entry> entry(String name) {
        return Optional.ofNullable(given.get(name));
    }

    List<Entry> list(String name) {
        return entry(name)
                .map(entry -> {
                    if (entry instanceof Sequence sequence) {
                        return sequence.items();
                    }
                    throw entry.at().refuse("expected a list, got " + entry.kind() + ".");
                })
                .orElse(List.of());
    }

    /** What stands in a list, each under a key of its own. */
    <T> List<T> each(String name, int most, Function<Entry, T> read, Function<T, String> key, Function<T, Spot> at) {
        List<Entry> given = list(name);
        if (given.size() > most) {
            throw spot(name).refuse("expected at most " + most + ", got " + given.size() + ".");
        }
        List<T> found = given.stream().map(read).toList();
        Set<String> seen = new HashSet<>();
        for (T one : found) {
            if (!seen.add(key.apply(one))) {
                throw at.apply(one).refuse("expected each once, this one stands here a second time.");
            }
        }
        return found;
    }

    String neededText(String name, int longest) {
        return text(name, longest).orElseThrow(() -> at.refuse("expected the field " + name + ", it is missing."));
    }

    Optional<String> text(String name, int longest) {
        return entry(name).map(entry -> {
            if (entry instanceof Scalar scalar && scalar.form() == Form.NUMBER) {
                throw entry.at().refuse("expected a text, got " + entry.kind() + ". Put it into quotes.");
            }
            return checked(scalar(entry, Form.TEXT, "a text"), entry.at(), longest);
        });
    }

    /** An id that may be all digits: with or without quotes. */
    String neededId(String name, int longest) {
        Entry entry = entry(name).orElseThrow(() -> at.refuse("expected the field " + name + ", it is missing."));
        boolean isNumber = entry instanceof Scalar scalar && scalar.form() == Form.NUMBER;
        return checked(scalar(entry, isNumber ? Form.NUMBER : Form.TEXT, "an id"), entry.at(), longest);
    }

    Optional<Integer> whole(String name) {
        return entry(name).map(entry -> {
            String digits = scalar(entry, Form.NUMBER, "a whole number");
            if (!WHOLE.matcher(digits).matches()) {
                throw entry.at().refuse("expected a whole number of 0 or more, got " + entry.kind() + ".");
            }
            return Integer.valueOf(digits);
        });
    }

    Optional<Boolean> truth(String name) {
        return entry(name)
                .map(entry -> scalar(entry, Form.TRUTH, "true or false").equalsIgnoreCase("true"));
    }

    private static String scalar(Entry entry, Form form, String expected) {
        if (entry instanceof Scalar scalar && scalar.form() == form) {
            return scalar.text();
        }
        throw entry.at().refuse("expected " + expected + ", got " + entry.kind() + ".");
    }

    private static String checked(String text, Spot at, int longest) {
        if (text.isEmpty() || text.length() > longest || text.indexOf('\0') >= 0) {
            throw at.refuse("expected 1 to " + longest + " characters, got " + text.length() + ", or one that no"
                    + " text can have here.");
        }
        return text;
    }

    private static String listed(Set<String> known) {
        return String.join(", ", known);
    }
}
