package io.segue.launchdarkly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.segue.platform.Secret;
import io.segue.sync.TargetAnswer.SegmentPlace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of an answer, read as leniently as LaunchDarkly writes it: it may be missing, plain text, or JSON that an
 * unescaped quote in the message made invalid.
 */
class AnswerBody {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MESSAGE_OF_BROKEN_JSON =
            Pattern.compile("\"message\"\\s*:\\s*\"(.*?)\"\\s*(?:,\\s*\"\\w+\"\\s*:|}|$)", Pattern.DOTALL);
    private static final Pattern FAILURE_OF_BROKEN_JSON = Pattern.compile("\"status\"\\s*:\\s*\"failure\"");
    private static final Pattern CODE_OF_BROKEN_JSON = Pattern.compile("\"code\"\\s*:\\s*\"?([45][0-9]{2})\\b");
    private static final int LONGEST_MESSAGE = 200;

    private final String text;
    private final JsonNode json;

    AnswerBody(byte[] bytes) {
        text = new String(bytes, StandardCharsets.UTF_8).strip();
        json = parse(text);
    }

    /** A success by its HTTP status may still say failure. */
    boolean saysFailure() {
        return json.isMissingNode()
                ? FAILURE_OF_BROKEN_JSON.matcher(text).find()
                : "failure".equals(json.path("status").asText());
    }

    /** The status that the template of Heap's integration writes into its error. */
    OptionalInt errorCode() {
        if (json.isMissingNode()) {
            Matcher code = CODE_OF_BROKEN_JSON.matcher(text);
            return code.find() ? OptionalInt.of(Integer.parseInt(code.group(1))) : OptionalInt.empty();
        }
        int code = json.path("error").path("code").asInt();
        return code >= 400 && code < 600 ? OptionalInt.of(code) : OptionalInt.empty();
    }

    /** LaunchDarkly's own words, short, without control characters and without the token; never a whole page. */
    Optional<String> message(Secret token) {
        String message = rawMessage()
                .replace(token.value(), "***")
                .replaceAll("[\\p{Cc}\\p{Cf}]+", " ")
                .strip();
        if (message.length() > LONGEST_MESSAGE) {
            int end = Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1))
                    ? LONGEST_MESSAGE - 1
                    : LONGEST_MESSAGE;
            message = message.substring(0, end);
        }
        return message.isEmpty() ? Optional.empty() : Optional.of(message);
    }

    /** Where the segment is, when the answer tells. */
    Optional<SegmentPlace> place() {
        String segmentKey = json.path("segmentId").asText("");
        if (segmentKey.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SegmentPlace(
                json.path("projectId").asText(""),
                json.path("environmentId").asText(""),
                segmentKey,
                webAddress(HtmlText.unescape(json.path("segmentUrl").asText("")))));
    }

    private String rawMessage() {
        if (!json.isMissingNode()) {
            JsonNode nested = json.path("error").path("message");
            return (nested.isTextual() ? nested : json.path("message")).asText("");
        }
        Matcher broken = MESSAGE_OF_BROKEN_JSON.matcher(text);
        if (broken.find()) {
            return broken.group(1);
        }
        return text.startsWith("<") || text.startsWith("{") ? "" : text;
    }

    /** Becomes a link on a page, so nothing but the web's own schemes. */
    private static String webAddress(String url) {
        try {
            URI uri = URI.create(url);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return isWeb && uri.getHost() != null ? url : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree != null && tree.isObject() ? tree : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
