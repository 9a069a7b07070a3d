package io.segue.api.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One operation as the code has it.
 *
 * @param role the least that a token needs; empty for what is support's
 * @param checksVersion whether it compares If-Match
 * @param status of its success, where the code says it
 */
record Endpoint(String method, String path, Optional<String> role, boolean checksVersion, Optional<String> status) {

    static final String ROOT = "/api/v1/";
    private static final List<String> VERBS = List.of(
            "approve",
            "confirm-empty",
            "reject",
            "retry",
            "check",
            "repair",
            "rebuild",
            "send-all",
            "send",
            "replay",
            "close",
            "ask",
            "apply",
            "enable",
            "suspend",
            "read",
            "plan");
    private static final Map<String, String> BY_METHOD =
            Map.of("GET", "get", "POST", "create", "PUT", "set", "DELETE", "delete");

    boolean isPost() {
        return method.equals("POST");
    }

    boolean changes() {
        return !method.equals("GET");
    }

    boolean namesSomething() {
        return path.contains("{");
    }

    /** The resource that it belongs to: the first word of its path. */
    String tag() {
        return path.substring(ROOT.length()).split("/")[0];
    }

    /** The words of its path before the first thing that it names, such as "alerts/targets". */
    String place() {
        return path.substring(ROOT.length()).replaceFirst("/\\{.*", "");
    }

    /** Such as getRunCalls, or approveHold: from the method and the words of the path. */
    String id() {
        if (path.equals(ROOT + "tenant")) {
            return "getOwnTenant";
        }
        String[] parts = path.substring(ROOT.length()).split("/");
        String last = parts[parts.length - 1];
        boolean isVerb = isPost() && VERBS.contains(last);
        String verb = isVerb ? camel(last, false) : BY_METHOD.getOrDefault(method, method.toLowerCase(Locale.ROOT));
        StringBuilder id = new StringBuilder(verb);
        for (int i = 0; i < parts.length - (isVerb ? 1 : 0); i++) {
            boolean isOfOne = i + 1 < parts.length && parts[i + 1].startsWith("{");
            if (!parts[i].startsWith("{")) {
                id.append(camel(isOfOne ? singular(parts[i]) : parts[i], true));
            }
        }
        return id.toString();
    }

    private static String singular(String word) {
        return word.equals("people")
                ? "person"
                : word.endsWith("ies") ? word.substring(0, word.length() - 3) + "y" : word.replaceFirst("s$", "");
    }

    private static String camel(String words, boolean isCapital) {
        String joined = Arrays.stream(words.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return isCapital ? joined : joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
    }
}
