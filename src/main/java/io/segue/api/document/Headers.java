package io.segue.api.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The headers that operations take and answer beside their own parameters. */
class Headers {

    private static final String IF_MATCH = "IfMatch";
    private static final String KEY = "IdempotencyKey";

    private final Components components;
    private final Set<String> versioned;

    /** @param versioned the names of shapes that have an ETag */
    Headers(Components components, Set<String> versioned) {
        this.components = components;
        this.versioned = versioned;
        components.addParameter(
                IF_MATCH,
                parameter(
                        "If-Match",
                        "The ETag that was read before: when the resource has another one now, the change is refused"
                                + " with 412. Without it, the last change wins.",
                        "\"Zk3vT0pQ8mXw2aRbYc1dEf\""));
        components.addParameter(
                KEY,
                parameter(
                        "Idempotency-Key",
                        "A key of your own choice, best a UUID: for 24 hours the same call with it is answered the same"
                                + " and not carried out again.",
                        "5f0c2a5e-7d0b-4f0e-9a51-2f6f0f3f9c11"));
        components.addHeader(
                "RateLimit", header("How many calls are left, and for how many seconds.", "\"token\";r=1187;t=42"));
        components.addHeader(
                "RateLimit-Policy",
                header("How many calls a token may make, in how many seconds.", "\"token\";q=1200;w=60"));
        components.addHeader(
                "ETag", header("The version of what people set of it, for If-Match.", "\"Zk3vT0pQ8mXw2aRbYc1dEf\""));
        components.addHeader(
                "Link",
                header(
                        "The address of the next piece (rel=\"next\"), while there is one.",
                        "</api/v1/runs?limit=100&cursor=cnVucw>; rel=\"next\""));
        components.addHeader("Retry-After", header("So many seconds are to be waited.", "42"));
    }

    void add(Operation operation, Endpoint endpoint) {
        List<Parameter> parameters =
                new ArrayList<>(Optional.ofNullable(operation.getParameters()).orElse(List.of()));
        if (endpoint.checksVersion() && parameters.stream().noneMatch(one -> "If-Match".equals(one.getName()))) {
            parameters.add(OASFactory.createParameter().ref(IF_MATCH));
        }
        if (endpoint.isPost()) {
            parameters.add(OASFactory.createParameter().ref(KEY));
        }
        operation.setParameters(parameters);
        operation.getResponses().getAPIResponses().forEach((status, response) -> answer(response));
    }

    private void answer(APIResponse response) {
        refer(response, "RateLimit");
        refer(response, "RateLimit-Policy");
        shapeOf(response).ifPresent(name -> {
            if (versioned.contains(name)) {
                refer(response, "ETag");
            }
            Map<String, Schema> parts = components.getSchemas().get(name).getProperties();
            if (parts != null && parts.containsKey("next")) {
                refer(response, "Link");
            }
        });
    }

    private Optional<String> shapeOf(APIResponse response) {
        return Optional.ofNullable(response.getContent())
                .map(content -> content.getMediaType("application/json"))
                .map(MediaType::getSchema)
                .map(Schema::getRef)
                .map(ref -> ref.substring(ref.lastIndexOf('/') + 1));
    }

    private static void refer(APIResponse response, String name) {
        response.addHeader(name, OASFactory.createHeader().ref(name));
    }

    private static Parameter parameter(String name, String description, String example) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .schema(text())
                .example(example);
    }

    private static Header header(String description, String example) {
        return OASFactory.createHeader().description(description).schema(text()).example(example);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
