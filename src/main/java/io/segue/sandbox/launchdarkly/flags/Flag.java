package io.segue.sandbox.launchdarkly.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flag whose last variation is served to the members of a synced segment of that name, and the first to the rest. */
record Flag(
        String key,
        String name,
        String description,
        List<Variation> variations,
        @Nullable String forSegment,
        boolean inBrowsers) {

    /** One value that a flag can have. */
    record Variation(String name, JsonNode value) {}

    static final List<Flag> ALL = List.of(
            new Flag(
                    "new-checkout",
                    "New checkout",
                    "The checkout on one page, for power users first",
                    onOrOff(),
                    "Power users",
                    true),
            new Flag("beta-features", "Beta features", "What beta testers try", onOrOff(), "Beta testers", true),
            new Flag(
                    "churn-offer",
                    "Churn offer",
                    "What we offer to those who may leave",
                    List.of(text("none"), text("ten-percent"), text("free-month")),
                    "Churn risk",
                    true),
            new Flag(
                    "search-limits",
                    "Search limits",
                    "How much a search may find",
                    List.of(new Variation("Small", limits(20, 2)), new Variation("Large", limits(100, 10))),
                    "Enterprise admins",
                    true),
            new Flag(
                    "results-per-page",
                    "Results per page",
                    "The same for everyone",
                    List.of(new Variation("Twenty-five", JsonNodeFactory.instance.numberNode(25))),
                    null,
                    true),
            new Flag("billing-retry", "Billing retry", "For servers only", onOrOff(), null, false));

    Flag {
        variations = List.copyOf(variations);
    }

    /** A flag that only has this one value. */
    static Flag serving(String key, JsonNode value) {
        return new Flag(key, key, "", List.of(new Variation("Served", value)), null, true);
    }

    /** As LaunchDarkly calls it. */
    String kind() {
        return variations.get(0).value().isBoolean() ? "boolean" : "multivariate";
    }

    private static List<Variation> onOrOff() {
        return List.of(new Variation("Off", BooleanNode.FALSE), new Variation("On", BooleanNode.TRUE));
    }

    private static Variation text(String value) {
        return new Variation(value, TextNode.valueOf(value));
    }

    private static JsonNode limits(int results, int pages) {
        return JsonNodeFactory.instance.objectNode().put("results", results).put("pages", pages);
    }
}
