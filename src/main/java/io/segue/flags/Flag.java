package io.segue.flags;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A flag of an environment, as LaunchDarkly describes it.
 *
 * @param variations the values that it can have
 * @param inBrowsers whether the JavaScript SDKs are given it
 * @param isOn whether it is on in the environment; empty when LaunchDarkly did not say
 */
public record Flag(
        String key,
        String name,
        String description,
        List<JsonNode> variations,
        boolean inBrowsers,
        Optional<Boolean> isOn) {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,256}");

    public Flag {
        variations = List.copyOf(variations);
    }

    /** As LaunchDarkly allows keys to be. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /** Whether its values are objects or arrays. */
    public boolean isJson() {
        return variations.stream().anyMatch(JsonNode::isContainerNode);
    }
}
