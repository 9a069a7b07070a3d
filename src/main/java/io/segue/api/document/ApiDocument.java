package io.segue.api.document;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.IndexView;

/**
 * Completes the API's description when the application is built: what holds for every operation is said once here, and what
 * the code says by its annotations and types is not said again.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {

    private static final String TENANT_TOKEN = "token";
    private static final String SUPPORT_TOKEN = "supportToken";

    private static final Map<String, String> SUCCESS = Map.of("201", "Made", "202", "Taken up", "204", "Done");

    private final Endpoints endpoints;
    private final Shapes shapes;
    private final Words words = Words.read();

    public ApiDocument(IndexView index) {
        endpoints = Endpoints.of(index);
        shapes = new Shapes(index, words);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (isComplete(document)) {
            return;
        }
        // Pages and webhooks are no part of it.
        List.copyOf(document.getPaths().getPathItems().keySet()).stream()
                .filter(path -> !path.startsWith(Endpoint.ROOT))
                .forEach(document.getPaths()::removePathItem);
        document.setServers(List.of(OASFactory.createServer().url("/").description("This installation")));
        addSchemes(document);
        shapes.complete(document);
        Refusals refusals = new Refusals(document.getComponents());
        Headers headers = new Headers(document.getComponents(), shapes.versioned());
        Examples examples = new Examples(document.getComponents(), words);
        for (Map.Entry<String, PathItem> path :
                document.getPaths().getPathItems().entrySet()) {
            path.getValue().getOperations().forEach((method, operation) -> {
                Endpoint endpoint = endpoints.get(method.name(), path.getKey());
                describe(operation, endpoint);
                headers.add(operation, endpoint);
                refusals.add(operation, endpoint);
                examples.add(operation);
            });
        }
        document.setTags(words.tags());
    }

    /** Dev mode reads what this has written: docs/openapi.yaml. */
    private static boolean isComplete(OpenAPI document) {
        return document.getComponents() != null && document.getComponents().getSecuritySchemes() != null;
    }

    private void addSchemes(OpenAPI document) {
        document.getComponents()
                .setSecuritySchemes(
                        Map.of(TENANT_TOKEN, bearer("security.token"), SUPPORT_TOKEN, bearer("security.support")));
        document.setSecurity(null);
    }

    private SecurityScheme bearer(String described) {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(words.text(described));
    }

    /** Its success stands under another status than the one that is usual for its method. */
    private static void move(APIResponses responses, String status) {
        List.copyOf(responses.getAPIResponses().keySet()).stream()
                .filter(known -> known.startsWith("2") && !known.equals(status))
                .forEach(known -> {
                    APIResponse success = responses.getAPIResponse(known);
                    responses.removeAPIResponse(known);
                    responses.addAPIResponse(status, success.description(SUCCESS.getOrDefault(status, "Done")));
                });
    }

    private void describe(Operation operation, Endpoint endpoint) {
        operation.setOperationId(endpoint.id());
        operation.setTags(List.of(endpoint.tag()));
        operation.setDescription(words.description(operation.getSummary(), endpoint));
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement()
                .addScheme(endpoint.role().isPresent() ? TENANT_TOKEN : SUPPORT_TOKEN)));
        endpoint.status().ifPresent(status -> move(operation.getResponses(), status));
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> words.describe(parameter, endpoint));
        }
    }
}
