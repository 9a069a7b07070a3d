package io.segue.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells tools what they need to use the sandbox: hook URLs, secrets, tokens, connections. */
@Path("/sandbox/state.json")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SandboxStateResource {

    /** All that there is to know. */
    public record State(
            List<TenantState> tenants, @Nullable String supportApiToken, String launchDarklyUrl, String heapUrl) {}

    /**
     * One customer; hook URL and token are null until the product gave them out, hook URL and secret also when the tenant
     * has others now that the sandbox was not told.
     */
    public record TenantState(
            String slug,
            String name,
            @Nullable String hookUrl,
            @Nullable String webhookSecret,
            @Nullable String apiToken,
            List<ConnectionState> connections,
            LaunchDarklyState launchDarkly,
            String heapAppId) {}

    /** A connection of the product. */
    public record ConnectionState(String id, String clientSideId) {}

    /** What the imitation LaunchDarkly accepts. */
    public record LaunchDarklyState(String productionId, String testId, String writerToken, String readerToken) {}

    private final SandboxConfig config;
    private final ProductAddress product;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    SandboxStateResource(SandboxConfig config, ProductAddress product, ObjectMapper json) {
        this.config = config;
        this.product = product;
        this.json = json;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public State state(@Context UriInfo uri) {
        URI base = uri.getBaseUri();
        List<TenantState> tenants = new TreeMap<>(config.tenants())
                .entrySet().stream()
                        .map(entry -> tenant(entry.getKey(), entry.getValue(), base))
                        .toList();
        return new State(
                tenants,
                config.supportToken().orElse(null),
                base.resolve("sandbox/launchdarkly").toString(),
                base.resolve("sandbox/heap").toString());
    }

    private TenantState tenant(String slug, SandboxConfig.SandboxTenant tenant, URI base) {
        SandboxConfig.LaunchDarklyAccess access = tenant.launchdarkly();
        KnownHook hook = tenant.apiToken()
                .map(token -> get("api/v1/hook", Optional.of(token)))
                .map(KnownHook::of)
                .orElse(KnownHook.UNKNOWN);
        Optional<String> given = tenant.hookToken()
                .map(token -> base.resolve("hooks/heap/" + token).toString());
        return new TenantState(
                slug,
                tenant.name(),
                given.isEmpty() ? null : hook.url(given, pasted(slug)).orElse(null),
                hook.secret(tenant.webhookSecret()).orElse(null),
                tenant.apiToken().orElse(null),
                tenant.apiToken().map(this::connections).orElse(List.of()),
                new LaunchDarklyState(
                        access.productionId(), access.testId(), access.writerToken(), access.readerToken()),
                tenant.appId());
    }

    /** What was pasted into the imitation Heap as the webhook's URL. */
    private Optional<String> pasted(String slug) {
        return Optional.of(get("sandbox/heap/" + slug + "/integration", Optional.empty())
                        .path("webhookUrl")
                        .asText(""))
                .filter(url -> !url.isBlank())
                .map(String::strip);
    }

    private List<ConnectionState> connections(String apiToken) {
        List<ConnectionState> found = new ArrayList<>();
        for (JsonNode item : get("api/v1/connections", Optional.of(apiToken)).path("items")) {
            found.add(new ConnectionState(
                    item.path("id").asText(), item.path("clientSideId").asText()));
        }
        return found;
    }

    /** Nothing, when there is no answer: then it is not told. */
    private JsonNode get(String path, Optional<String> apiToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(product.local().resolve(path))
                .timeout(Duration.ofSeconds(5))
                .header("Accept", MediaType.APPLICATION_JSON);
        apiToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                Log.debugf("Sandbox: asking for %s was answered %d", path, answer.statusCode());
                return MissingNode.getInstance();
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            Log.warnf("Sandbox: asking for %s failed, nothing of it is told: %s", path, e.getMessage());
            return MissingNode.getInstance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MissingNode.getInstance();
        }
    }
}
