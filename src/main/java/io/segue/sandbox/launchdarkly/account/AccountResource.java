package io.segue.sandbox.launchdarkly.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Links.Listed;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a token is, and what its account holds. */
@Path("/sandbox/launchdarkly/api/v2")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class AccountResource {

    private static final int CURRENT_VERSION = 20240415;

    /** A token as its list shows it. */
    record TokenView(
            @JsonProperty("_id") String id,
            String name,
            String role,
            String token,
            boolean serviceToken,
            int defaultApiVersion,
            List<String> customRoleIds) {

        static TokenView of(AccessToken token) {
            return new TokenView(
                    token.id(), token.name(), token.role().word(), token.lastFour(), true, CURRENT_VERSION, List.of());
        }
    }

    /** An environment; the two keys are secrets at LaunchDarkly too, and must not be kept. */
    record EnvironmentView(
            @JsonProperty("_id") String id,
            String key,
            String name,
            String apiKey,
            String mobileKey,
            String color,
            boolean critical,
            boolean requireComments,
            boolean confirmChanges,
            List<String> tags) {

        static EnvironmentView of(LaunchDarklyEnvironment environment) {
            boolean production = environment.key().equals("production");
            return new EnvironmentView(
                    environment.clientSideId(),
                    environment.key(),
                    environment.name(),
                    environment.sdkKey(),
                    "mob-" + Account.hex("mob " + environment.clientSideId()),
                    production ? "417505" : "F5A623",
                    production,
                    false,
                    production,
                    List.of());
        }
    }

    /** A project, with its environments when asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProjectView(
            @JsonProperty("_id") String id,
            String key,
            String name,
            List<String> tags,
            @Nullable Listed<EnvironmentView> environments) {}

    private final TokenGate gate;
    private final Accounts accounts;

    AccountResource(TokenGate gate, Accounts accounts) {
        this.gate = gate;
        this.accounts = accounts;
    }

    @GET
    @Path("caller-identity")
    public Uni<Response> callerIdentity(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        Optional<LaunchDarklyEnvironment> ofSdkKey = accounts.environmentOfSdkKey(authorization);
        if (ofSdkKey.isPresent()) {
            return gate.late(Response.ok(Map.of(
                            "environmentId",
                            ofSdkKey.get().clientSideId(),
                            "environmentName",
                            ofSdkKey.get().name(),
                            "projectName",
                            Account.PROJECT_NAME,
                            "authKind",
                            "sdk"))
                    .build());
        }
        return gate.open(
                authorization,
                caller -> Response.ok(Map.of(
                                "accountId",
                                caller.account().id(),
                                "authKind",
                                "token",
                                "tokenKind",
                                "auth",
                                "tokenName",
                                caller.token().name(),
                                "tokenId",
                                caller.token().id(),
                                "serviceToken",
                                true))
                        .build());
    }

    @GET
    @Path("versions")
    public Uni<Response> versions(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return gate.open(
                authorization,
                caller -> Response.ok(Map.of(
                                "validVersions",
                                List.of(20220603, CURRENT_VERSION),
                                "latestVersion",
                                CURRENT_VERSION,
                                "currentVersion",
                                CURRENT_VERSION,
                                "beta",
                                false))
                        .build());
    }

    @GET
    @Path("tokens")
    public Uni<Response> tokens(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("offset") @Nullable Integer offset) {
        return gate.open(authorization, caller -> {
            List<TokenView> all =
                    caller.account().tokens().stream().map(TokenView::of).toList();
            return Response.ok(Listed.page(all, limit, offset, "/api/v2/tokens"))
                    .build();
        });
    }

    @GET
    @Path("tokens/{id}")
    public Uni<Response> token(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, String id) {
        return gate.open(
                authorization,
                caller -> caller.account().tokens().stream()
                        .filter(token -> token.id().equals(id))
                        .findFirst()
                        .map(token -> Response.ok(TokenView.of(token)).build())
                        .orElseGet(ErrorBody::notFound));
    }

    @GET
    @Path("projects")
    public Uni<Response> projects(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @QueryParam("expand") @Nullable String expand,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("offset") @Nullable Integer offset) {
        boolean expanded = expand != null && expand.contains("environments");
        String path = "/api/v2/projects" + (expanded ? "?expand=environments" : "");
        return gate.open(
                authorization,
                caller -> Response.ok(Listed.page(List.of(project(caller.account(), expanded)), limit, offset, path))
                        .build());
    }

    @GET
    @Path("projects/{project}/environments")
    public Uni<Response> environments(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("offset") @Nullable Integer offset) {
        return gate.open(
                authorization,
                caller -> project.equals(Account.PROJECT_KEY)
                        ? Response.ok(environmentsOf(caller.account(), limit, offset))
                                .build()
                        : ErrorBody.notFound());
    }

    private static ProjectView project(Account account, boolean expanded) {
        return new ProjectView(
                Account.hex(account.slug() + " project"),
                Account.PROJECT_KEY,
                Account.PROJECT_NAME,
                List.of(),
                expanded ? environmentsOf(account, null, null) : null);
    }

    private static Listed<EnvironmentView> environmentsOf(
            Account account, @Nullable Integer limit, @Nullable Integer offset) {
        return Listed.page(
                account.environments().stream().map(EnvironmentView::of).toList(),
                limit,
                offset,
                "/api/v2/projects/" + Account.PROJECT_KEY + "/environments");
    }
}
