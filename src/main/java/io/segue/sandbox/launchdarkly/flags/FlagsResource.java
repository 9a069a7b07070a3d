package io.segue.sandbox.launchdarkly.flags;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.ErrorBody;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import io.segue.sandbox.launchdarkly.account.Links.Listed;
import io.segue.sandbox.launchdarkly.account.TokenGate;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Flags of the project, and their values for a context. */
@Path("/sandbox/launchdarkly/api/v2")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class FlagsResource {

    /** A flag; environments only when the call is filtered by one, as since API version 20240415. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FlagView(
            String key,
            String name,
            String kind,
            String description,
            @JsonProperty("_version") int version,
            long creationDate,
            boolean archived,
            boolean temporary,
            List<String> tags,
            List<VariationView> variations,
            Availability clientSideAvailability,
            @Nullable Map<String, FlagInEnvironment> environments) {}

    /** One value. */
    record VariationView(@JsonProperty("_id") String id, String name, JsonNode value) {}

    /** Which SDKs see the flag. */
    record Availability(boolean usingMobileKey, boolean usingEnvironmentId) {}

    /** How a flag stands in an environment. */
    record FlagInEnvironment(boolean on, boolean archived, long lastModified, int version) {}

    /** A flag's value for one context. */
    record ValueView(
            String key, String name, @JsonProperty("_value") JsonNode value, Evaluations.Reason reason) {}

    private static final long MADE_AT = 1_700_000_000_000L;

    private final TokenGate gate;
    private final Evaluations evaluations;

    FlagsResource(TokenGate gate, Evaluations evaluations) {
        this.gate = gate;
        this.evaluations = evaluations;
    }

    @GET
    @Path("flags/{project}")
    public Uni<Response> flags(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            @QueryParam("env") @Nullable String env,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("offset") @Nullable Integer offset) {
        if (!project.equals(Account.PROJECT_KEY)) {
            return gate.open(authorization, caller -> ErrorBody.notFound());
        }
        return gate.open(authorization, caller -> {
            List<String> shown = caller.account().environments().stream()
                    .map(LaunchDarklyEnvironment::key)
                    .filter(key -> key.equals(env) || (filter != null && filter.contains("filterEnv:" + key)))
                    .toList();
            List<FlagView> all = evaluations.flagsOf(caller.account().environments()).stream()
                    .map(flag -> view(flag, shown))
                    .toList();
            return Response.ok(Listed.page(all, limit, offset, "/api/v2/flags/" + project))
                    .build();
        });
    }

    @GET
    @Path("flags/{project}/{key}")
    public Uni<Response> flag(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, String project, String key) {
        return gate.open(
                authorization,
                caller -> evaluations.flagsOf(caller.account().environments()).stream()
                        .filter(flag -> project.equals(Account.PROJECT_KEY)
                                && flag.key().equals(key))
                        .findFirst()
                        .map(flag -> Response.ok(view(
                                        flag,
                                        caller.account().environments().stream()
                                                .map(LaunchDarklyEnvironment::key)
                                                .toList()))
                                .build())
                        .orElseGet(ErrorBody::notFound));
    }

    @POST
    @Path("projects/{project}/environments/{environment}/flags/evaluate")
    public Uni<Response> evaluate(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            String environment,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("offset") @Nullable Integer offset,
            byte[] context) {
        return gate.open(authorization, caller -> {
            Optional<LaunchDarklyEnvironment> found = caller.account().environment(environment);
            Optional<String> key = evaluations.userKey(context);
            if (found.isEmpty() || !project.equals(Account.PROJECT_KEY)) {
                return ErrorBody.notFound();
            }
            if (key.isEmpty()) {
                return ErrorBody.answer(400, "invalid_request", "Invalid request body");
            }
            List<ValueView> values = evaluations.flagsOf(List.of(found.get())).stream()
                    .map(flag -> evaluations.evaluate(flag, found.get().clientSideId(), key.get()))
                    .map(e -> new ValueView(e.flag().key(), e.flag().name(), e.value(), e.reason()))
                    .toList();
            return Response.ok(Listed.page(
                            values,
                            limit,
                            offset,
                            "/api/v2/projects/" + project + "/environments/" + environment + "/flags/evaluate"))
                    .build();
        });
    }

    private static FlagView view(Flag flag, List<String> environments) {
        List<VariationView> variations = flag.variations().stream()
                .map(v -> new VariationView(Account.hex(flag.key() + " " + v.name()), v.name(), v.value()))
                .toList();
        Map<String, FlagInEnvironment> shown = environments.stream()
                .collect(Collectors.toMap(key -> key, key -> new FlagInEnvironment(true, false, MADE_AT, 1)));
        return new FlagView(
                flag.key(),
                flag.name(),
                flag.kind(),
                flag.description(),
                1,
                MADE_AT,
                false,
                false,
                List.of(),
                variations,
                new Availability(false, flag.inBrowsers()),
                shown.isEmpty() ? null : shown);
    }
}
