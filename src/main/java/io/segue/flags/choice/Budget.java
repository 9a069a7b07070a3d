package io.segue.flags.choice;

import com.fasterxml.jackson.databind.node.IntNode;
import io.segue.flags.Flag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the chosen flags need in Heap's cookie when each has its longest value, and which of them fit: what does not is
 * left out from the end, as the reporter does it.
 *
 * @param bytes of those that fit
 * @param wanted bytes of all
 * @param of each flag, what it adds to the others; none for a flag that browsers are not given
 * @param omitted flags of which something is left out
 */
public record Budget(int room, int bytes, int wanted, Map<String, Integer> of, List<String> omitted) {

    /** The braces, which are there without any property. */
    private static final int EMPTY = CookieBytes.of(List.of(), "");

    private static final int COMMA = JsText.encodedLength(",");
    private static final String COUNTER = "omitted";

    public Budget {
        of = Map.copyOf(of);
        omitted = List.copyOf(omitted);
    }

    public static Budget of(Choice choice, Function<String, Optional<Flag>> flags) {
        String prefix = choice.options().prefix();
        List<FlagProperty> all = new ArrayList<>();
        List<String> flagOf = new ArrayList<>();
        Map<String, Integer> bytes = new HashMap<>();
        for (String key : choice.flags()) {
            List<FlagProperty> properties = flags.apply(key)
                    .filter(Flag::inBrowsers)
                    .map(flag -> FlagProperty.longestOf(flag, choice.fieldsOf(key)))
                    .orElse(List.of());
            if (!properties.isEmpty()) {
                bytes.put(key, CookieBytes.of(properties, prefix) - EMPTY + COMMA);
            }
            properties.forEach(property -> flagOf.add(key));
            all.addAll(properties);
        }
        int room = choice.options().budget();
        int fitting = fitting(all, choice.options());
        return new Budget(
                room,
                CookieBytes.of(first(all, fitting, choice.options()), prefix),
                CookieBytes.of(all, prefix),
                bytes,
                flagOf.subList(fitting, all.size()).stream().distinct().toList());
    }

    public boolean isEnough() {
        return omitted.isEmpty();
    }

    private static int fitting(List<FlagProperty> all, ReporterOptions options) {
        int count = all.size();
        while (count > 0 && CookieBytes.of(first(all, count, options), options.prefix()) > options.budget()) {
            count--;
        }
        return count;
    }

    private static List<FlagProperty> first(List<FlagProperty> all, int count, ReporterOptions options) {
        List<FlagProperty> first = new ArrayList<>(all.subList(0, count));
        if (options.omitted() && count < all.size()) {
            first.add(new FlagProperty(COUNTER, IntNode.valueOf(all.size() - count)));
        }
        return first;
    }
}
