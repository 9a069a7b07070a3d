package io.segue.launchdarkly;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that LaunchDarkly's template escaped for a page although it stands in JSON. */
final class HtmlText {

    private static final Pattern REFERENCE = Pattern.compile("&(?:#x([0-9a-fA-F]{1,5})|#([0-9]{1,6})|(\\w{2,4}));");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

    private HtmlText() {}

    static String unescape(String escaped) {
        return REFERENCE.matcher(escaped).replaceAll(match -> Matcher.quoteReplacement(character(match)));
    }

    private static String character(MatchResult match) {
        if (match.group(1) != null) {
            return Character.toString(Integer.parseInt(match.group(1), 16));
        }
        if (match.group(2) != null) {
            return Character.toString(Integer.parseInt(match.group(2)));
        }
        return NAMED.getOrDefault(match.group(3), match.group());
    }
}
