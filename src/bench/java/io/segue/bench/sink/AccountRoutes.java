package io.segue.bench.sink;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.stream.Collectors;

/** The other routes of LaunchDarkly that a check of a connection asks, for one account with one project. */
final class AccountRoutes {

    private static final String VERSIONS =
            "{\"validVersions\":[20220603,20240415],\"latestVersion\":20240415,\"currentVersion\":20240415,\"beta\":false}";
    private static final String CALLER =
            "{\"accountId\":\"bench-account\",\"authKind\":\"token\",\"tokenKind\":\"auth\","
                    + "\"tokenName\":\"bench\",\"tokenId\":\"bench-token\",\"serviceToken\":true}";
    private static final String TOKENS = "{\"items\":[{\"_id\":\"bench-token\",\"name\":\"bench\",\"role\":\"writer\","
            + "\"token\":\"7890\",\"serviceToken\":true,\"defaultApiVersion\":20240415}],\"totalCount\":1}";

    private final Set<String> environments;

    AccountRoutes(Set<String> environments) {
        this.environments = environments;
    }

    /** How many members a segment of an environment has, or -1. */
    interface Sizes {
        int of(String environment, String segment);
    }

    static boolean hasToken(HttpServerRequest request) {
        String token = request.getHeader("Authorization");
        return token != null && token.startsWith("api-");
    }

    /** An environment's SDK key is its client-side ID here. */
    private static boolean hasSdkKey(HttpServerRequest request) {
        String key = request.getHeader("Authorization");
        return key != null && key.startsWith("sdk-");
    }

    void answer(HttpServerRequest request, Sizes sizes) {
        String path = request.path();
        if (path.startsWith("/oidc/")) {
            json(request, 200, "{\"keys\":[]}");
        } else if (path.startsWith("/sdk/goals/")) {
            boolean known = environments.contains(path.substring("/sdk/goals/".length()));
            json(request, known ? 200 : 404, known ? "[]" : "");
        } else if (path.equals("/api/v2/caller-identity") && hasSdkKey(request)) {
            json(
                    request,
                    200,
                    "{\"environmentId\":\"" + request.getHeader("Authorization").substring("sdk-".length()) + "\"}");
        } else if (!hasToken(request)) {
            json(request, 401, "{\"code\":\"unauthorized\",\"message\":\"Invalid account ID header\"}");
        } else if (path.startsWith("/api/v2/segments/")) {
            segment(request, path.split("/"), sizes);
        } else {
            switch (path) {
                case "/api/v2/versions" -> json(request, 200, VERSIONS);
                case "/api/v2/caller-identity" -> json(request, 200, CALLER);
                case "/api/v2/tokens" -> json(request, 200, TOKENS);
                case "/api/v2/projects" ->
                    json(request, 200, "{\"items\":[" + project() + "],\"totalCount\":1,\"_links\":{}}");
                case "/api/v2/projects/bench" -> json(request, 200, project());
                case "/api/v2/projects/bench/environments" -> json(request, 200, environments());
                default -> json(request, 404, "{\"code\":\"not_found\",\"message\":\"Invalid resource identifier\"}");
            }
        }
    }

    private void segment(HttpServerRequest request, String[] parts, Sizes sizes) {
        if (parts.length < 7) {
            json(request, 200, "{\"items\":[],\"totalCount\":0}");
            return;
        }
        int size = sizes.of(parts[5].replaceFirst("^env-", ""), parts[6].replaceFirst("^heap-inbound-", ""));
        if (size < 0) {
            json(request, 404, "{\"code\":\"not_found\",\"message\":\"Unknown segment key\"}");
        } else {
            json(
                    request,
                    200,
                    String.format(
                            "{\"key\":\"%1$s\",\"name\":\"%1$s\",\"unbounded\":true,\"unboundedContextKind\":\"user\","
                                    + "\"generation\":1,\"deleted\":false,\"creationDate\":1700000000000,"
                                    + "\"_unboundedMetadata\":{\"includedCount\":%2$d}}",
                            parts[6], size));
        }
    }

    private String project() {
        return "{\"_id\":\"bench-project\",\"key\":\"bench\",\"name\":\"Bench\",\"environments\":" + environments()
                + "}";
    }

    private String environments() {
        return environments.stream()
                .map(id -> String.format(
                        "{\"_id\":\"%s\",\"key\":\"%s\",\"name\":\"Bench\",\"critical\":false}",
                        id, Answers.environmentKey(id)))
                .collect(Collectors.joining(
                        ",", "{\"items\":[", "],\"totalCount\":" + environments.size() + ",\"_links\":{}}"));
    }

    private static void json(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(body));
    }
}
