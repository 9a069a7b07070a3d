package io.segue.sandbox.launchdarkly.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.SyncedSegments;
import io.segue.sandbox.launchdarkly.account.Accounts;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import io.segue.sandbox.launchdarkly.account.TokenGate;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the SDKs for servers ask: every rule of an environment at once. Members of synced segments are not in it, as at
 * LaunchDarkly: an SDK looks for them in a store of the customer's.
 */
@Path("/sandbox/launchdarkly/sdk/latest-all")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class ServerSdkResource {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Accounts accounts;
    private final TokenGate gate;
    private final Evaluations evaluations;
    private final ServedValues served;
    private final SyncedSegments segments;

    ServerSdkResource(
            Accounts accounts, TokenGate gate, Evaluations evaluations, ServedValues served, SyncedSegments segments) {
        this.accounts = accounts;
        this.gate = gate;
        this.evaluations = evaluations;
        this.served = served;
        this.segments = segments;
    }

    @GET
    public Uni<Response> all(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String sdkKey) {
        return gate.late(accounts.environmentOfSdkKey(sdkKey)
                .map(environment -> Response.ok(rules(environment), MediaType.APPLICATION_JSON_TYPE)
                        .build())
                .orElseGet(() -> Response.status(401).build()));
    }

    private ObjectNode rules(LaunchDarklyEnvironment environment) {
        ObjectNode all = JSON.objectNode();
        ObjectNode flags = all.putObject("flags");
        Map<String, String> keys = segments.keysIn(environment.clientSideId());
        evaluations
                .flagsOf(List.of(environment))
                .forEach(flag -> flags.set(flag.key(), flag(flag, environment.clientSideId(), keys)));
        ObjectNode synced = all.putObject("segments");
        keys.values().forEach(key -> synced.set(key, segment(key)));
        return all;
    }

    private ObjectNode flag(Flag flag, String clientSideId, Map<String, String> segmentKeys) {
        Optional<JsonNode> toEveryone = served.find(clientSideId, flag.key());
        ObjectNode rule = JSON.objectNode()
                .put("key", flag.key())
                .put("version", served.version(clientSideId, flag.key()))
                .put("on", true)
                .put("offVariation", 0)
                .put("salt", flag.key());
        rule.putArray("prerequisites");
        rule.putArray("targets");
        ArrayNode variations = rule.putArray("variations");
        toEveryone.ifPresentOrElse(
                variations::add, () -> flag.variations().forEach(variation -> variations.add(variation.value())));
        rule.putObject("fallthrough").put("variation", 0);
        ArrayNode rules = rule.putArray("rules");
        String segment = flag.forSegment() == null ? null : segmentKeys.get(flag.forSegment());
        if (segment != null && toEveryone.isEmpty()) {
            ObjectNode members = rules.addObject()
                    .put("id", "rule-" + flag.key())
                    .put("variation", flag.variations().size() - 1);
            ObjectNode clause = members.putArray("clauses").addObject();
            clause.put("attribute", "")
                    .put("op", "segmentMatch")
                    .putArray("values")
                    .add(segment);
        }
        return rule;
    }

    private static ObjectNode segment(String key) {
        ObjectNode segment = JSON.objectNode()
                .put("key", key)
                .put("version", 1)
                .put("salt", key)
                .put("unbounded", true)
                .put("unboundedContextKind", "user")
                .put("generation", 1);
        segment.putArray("included");
        segment.putArray("excluded");
        segment.putArray("rules");
        return segment;
    }
}
