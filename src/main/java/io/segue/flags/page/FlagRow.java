package io.segue.flags.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.flags.Flag;
import java.util.List;
import java.util.Optional;

/**
 * A flag as the page lists it.
 *
 * @param flag empty when LaunchDarkly has none of this key, or could not be asked
 * @param bytes what it adds in Heap's cookie
 * @param isLeftOut whether it does not fit
 */
public record FlagRow(String key, Optional<Flag> flag, String fields, Optional<Integer> bytes, boolean isLeftOut) {

    private static final int LONGEST_SENT = 20_000;

    public String name() {
        return flag.map(Flag::name).orElse(key);
    }

    public boolean isNamed() {
        return !name().equals(key);
    }

    public String description() {
        return flag.map(Flag::description).orElse("");
    }

    public boolean isJson() {
        return flag.map(Flag::isJson).orElse(false);
    }

    public boolean inBrowsers() {
        return flag.map(Flag::inBrowsers).orElse(false);
    }

    public boolean isOff() {
        return flag.flatMap(Flag::isOn).map(on -> !on).orElse(false);
    }

    /** "on or off", "3 texts": what it can be. */
    public String kind() {
        List<JsonNode> values = flag.map(Flag::variations).orElse(List.of());
        if (values.isEmpty()) {
            return "";
        }
        if (values.stream().allMatch(JsonNode::isBoolean)) {
            return "true or false";
        }
        String word = values.stream().allMatch(JsonNode::isNumber)
                ? "number"
                : values.stream().allMatch(JsonNode::isTextual) ? "text" : "JSON value";
        return values.size() + " " + word + (values.size() == 1 ? "" : "s");
    }

    /** Every value, for the browser to measure anew; nothing when they are too long to be sent along. */
    public String variations() {
        String all = flag.map(known -> known.variations().toString()).orElse("");
        return all.length() > LONGEST_SENT ? "" : all;
    }
}
