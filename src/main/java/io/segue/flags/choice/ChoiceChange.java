package io.segue.flags.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is different between two choices, in words for the audit log. */
record ChoiceChange(Choice before, Choice after) {

    private static final int NAMED = 20;

    boolean isNone() {
        return before.equals(after);
    }

    String words() {
        List<String> words = new ArrayList<>();
        add(words, "added ", without(after.flags(), before.flags()));
        add(words, "took out ", without(before.flags(), after.flags()));
        if (!both(before.flags(), after.flags()).equals(both(after.flags(), before.flags()))) {
            words.add("changed the order");
        }
        if (!before.fields().equals(after.fields())) {
            words.add("changed fields of JSON flags");
        }
        List<String> options = without(after.options().words(), before.options().words());
        if (!options.isEmpty()) {
            words.add(String.join(", ", options));
        }
        return String.join("; ", words);
    }

    private static void add(List<String> words, String what, List<String> flags) {
        if (!flags.isEmpty()) {
            int more = flags.size() - NAMED;
            words.add(flags.stream().limit(NAMED).collect(Collectors.joining(", ", what, ""))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private static List<String> without(List<String> all, List<String> those) {
        return all.stream().filter(one -> !those.contains(one)).toList();
    }

    private static List<String> both(List<String> all, List<String> those) {
        return all.stream().filter(those::contains).toList();
    }
}
