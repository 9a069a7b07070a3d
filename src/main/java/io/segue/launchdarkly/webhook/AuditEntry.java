package io.segue.launchdarkly.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.segue.flags.change.FlagChange;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a webhook: an entry of LaunchDarkly's audit log.
 *
 * @see <a href="https://launchdarkly.com/docs/api/webhooks">LaunchDarkly's page on their payload</a>
 */
final class AuditEntry {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Each key may be followed by tags. */
    private static final Pattern FLAG =
            Pattern.compile("proj/([^:;]+)(?:;[^:]*)?:env/([^:;]+)(?:;[^:]*)?:flag/([^:;]+)(?:;.*)?");

    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_LINK = 1_000;

    private AuditEntry() {}

    /** The body is no entry that can be read. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** Empty for what tells of something else than a flag. */
    static Optional<FlagChange> read(byte[] body, URI site) throws UnreadableException {
        JsonNode entry = parse(body);
        String id = entry.path("_id").asText("");
        if (id.isEmpty() || id.length() > LONGEST_TEXT || !entry.path("date").canConvertToLong()) {
            throw new UnreadableException("Reading the call: expected an entry of the audit log with _id and date");
        }
        if (!entry.path("kind").asText().equals("flag")) {
            return Optional.empty();
        }
        List<Matcher> flags = flags(entry);
        if (flags.isEmpty()) {
            throw new UnreadableException(
                    "Reading the call: expected the resource of a flag" + " (proj/…:env/…:flag/…) among its accesses");
        }
        Matcher first = flags.get(0);
        Set<String> environments = new LinkedHashSet<>();
        flags.forEach(flag -> environments.add(flag.group(2)));
        return Optional.of(new FlagChange(
                id,
                Instant.ofEpochMilli(entry.path("date").asLong()),
                first.group(3),
                text(entry, "name", first.group(3)),
                first.group(1),
                environments.contains("*") ? List.of() : List.copyOf(environments),
                on(entry),
                text(entry, "titleVerb", "changed the flag"),
                who(entry),
                link(entry, site)));
    }

    private static JsonNode parse(byte[] body) throws UnreadableException {
        try {
            JsonNode entry = JSON.readTree(body);
            if (entry != null && entry.isObject()) {
                return entry;
            }
        } catch (IOException e) {
            // Its message would quote the body.
        }
        throw new UnreadableException("Reading the call: expected exactly one JSON object");
    }

    /** One entry is of one flag, in one environment or in several. */
    private static List<Matcher> flags(JsonNode entry) {
        List<String> resources = new ArrayList<>();
        entry.path("accesses")
                .forEach(access -> resources.add(access.path("resource").asText()));
        entry.path("target").path("resources").forEach(resource -> resources.add(resource.asText()));
        List<Matcher> flags =
                resources.stream().map(FLAG::matcher).filter(Matcher::matches).toList();
        return flags.stream()
                .filter(flag -> flag.group(1).equals(flags.get(0).group(1))
                        && flag.group(3).equals(flags.get(0).group(3)))
                .toList();
    }

    private static Map<String, Boolean> on(JsonNode entry) {
        Map<String, Boolean> on = new HashMap<>();
        entry.path("currentVersion").path("environments").properties().forEach(environment -> {
            JsonNode state = environment.getValue().path("on");
            if (state.isBoolean()) {
                on.put(environment.getKey(), state.asBoolean());
            }
        });
        return on;
    }

    private static String who(JsonNode entry) {
        JsonNode member = entry.path("member");
        String name = (text(member, "firstName", "") + " " + text(member, "lastName", "")).strip();
        if (!name.isEmpty()) {
            return name;
        }
        return text(member, "email", text(entry.path("token"), "name", text(entry.path("app"), "name", "")));
    }

    /** LaunchDarkly's links are paths of its site; others are none that a person should follow. */
    private static String link(JsonNode entry, URI site) {
        String path = entry.path("_links").path("site").path("href").asText("");
        boolean isPath = path.startsWith("/") && !path.startsWith("//") && path.length() <= LONGEST_LINK;
        String base = site.toString();
        return isPath ? (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path : "";
    }

    private static String text(JsonNode from, String field, String otherwise) {
        String text =
                from.path(field).asText("").replaceAll("[\\p{Cc}\\p{Cf}]+", " ").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}
