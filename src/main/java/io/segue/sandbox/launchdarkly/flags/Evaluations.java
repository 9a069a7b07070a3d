package io.segue.sandbox.launchdarkly.flags;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.SyncedSegments;
import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which variation a context gets. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class Evaluations {

    private static final int FLAG_VERSION = 3;

    /** Why it is this value. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reason(
            String kind,
            @Nullable Integer ruleIndex,
            @Nullable String ruleId) {}

    /** A variation and why. */
    record Evaluation(Flag flag, int variation, JsonNode value, Reason reason) {}

    /** As the browser SDKs expect it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BrowserValue(
            JsonNode value,
            int version,
            int flagVersion,
            int variation,
            boolean trackEvents,
            @Nullable Reason reason) {}

    private final SyncedSegments segments;
    private final ServedValues served;
    private final ObjectMapper json;

    Evaluations(SyncedSegments segments, ServedValues served, ObjectMapper json) {
        this.segments = segments;
        this.served = served;
        this.json = json;
    }

    /** Those of the project, and those that only some value served in one of these environments has made. */
    List<Flag> flagsOf(List<LaunchDarklyEnvironment> environments) {
        Map<String, Flag> all = new LinkedHashMap<>();
        Flag.ALL.forEach(flag -> all.put(flag.key(), flag));
        environments.forEach(environment -> served.in(environment.clientSideId())
                .forEach((key, value) -> all.computeIfAbsent(key, made -> Flag.serving(made, value))));
        return List.copyOf(all.values());
    }

    Evaluation evaluate(Flag flag, String clientSideId, String contextKey) {
        return served.find(clientSideId, flag.key())
                .map(value -> new Evaluation(flag, 0, value, new Reason("FALLTHROUGH", null, null)))
                .orElseGet(() -> evaluateByRule(flag, clientSideId, contextKey));
    }

    private Evaluation evaluateByRule(Flag flag, String clientSideId, String contextKey) {
        boolean targeted = flag.forSegment() != null && segments.contains(clientSideId, flag.forSegment(), contextKey);
        int variation = targeted ? flag.variations().size() - 1 : 0;
        Reason reason = targeted
                ? new Reason("RULE_MATCH", 0, Account.hex("rule " + flag.key()))
                : new Reason("FALLTHROUGH", null, null);
        return new Evaluation(flag, variation, flag.variations().get(variation).value(), reason);
    }

    Map<String, BrowserValue> forBrowser(String clientSideId, String contextKey, boolean withReasons) {
        Map<String, BrowserValue> values = new LinkedHashMap<>();
        for (Flag flag : flagsOf(List.of(new LaunchDarklyEnvironment(clientSideId, "", "")))) {
            if (flag.inBrowsers()) {
                Evaluation found = evaluate(flag, clientSideId, contextKey);
                values.put(
                        flag.key(),
                        new BrowserValue(
                                found.value(),
                                served.version(clientSideId, flag.key()),
                                FLAG_VERSION,
                                found.variation(),
                                false,
                                withReasons ? found.reason() : null));
            }
        }
        return values;
    }

    /** The key of the user in a context, alone or one of several; empty when it is no context. */
    Optional<String> userKey(byte[] context) {
        try {
            JsonNode read = json.readTree(context);
            String key = read.path("kind").asText().equals("multi")
                    ? read.path("user").path("key").asText()
                    : read.path("key").asText();
            return read.isObject() ? Optional.of(key) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Optional<String> userKeyEncoded(String base64url) {
        try {
            return userKey(Base64.getUrlDecoder().decode(base64url.replace("=", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
