package io.segue.api.document;

import io.segue.web.Problem;
import io.segue.web.catalogue.ErrorCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The refusals that an operation may answer, each with its codes of the error catalogue. */
class Refusals {

    private final Components components;

    Refusals(Components components) {
        this.components = components;
        problem();
        refusal("400", "What was asked is not understood.", ErrorCode.INVALID_REQUEST);
        refusal("401", "The token is missing, unknown or revoked.", ErrorCode.NOT_SIGNED_IN);
        refusal(
                "403",
                "The token's role does not allow it, or its tenant is suspended.",
                ErrorCode.NOT_ALLOWED,
                ErrorCode.TENANT_SUSPENDED);
        refusal("404", "It is not there, or it is another tenant's.", ErrorCode.MISSING);
        refusal("405", "The address does not take this method.", ErrorCode.INVALID_REQUEST);
        refusal(
                "409",
                "It does not go with the state that things are in, or the same call goes on just now.",
                ErrorCode.NOT_POSSIBLE_NOW,
                ErrorCode.STILL_GOING_ON);
        refusal("412", "It is at another version than the one in If-Match.", ErrorCode.CHANGED_MEANWHILE);
        refusal("413", "The body is larger than 10 MiB.", ErrorCode.INVALID_REQUEST);
        refusal("415", "The body is no JSON.", ErrorCode.INVALID_REQUEST);
        refusal(
                "422",
                "A value cannot be used, LaunchDarkly's answer rules it out, or the Idempotency-Key came with something else"
                        + " before.",
                ErrorCode.INVALID_REQUEST,
                ErrorCode.CANNOT_BE_USED,
                ErrorCode.KEY_REUSED);
        refusal("429", "The token called too often, or this was asked too often.", ErrorCode.TOO_MANY);
        refusal("500", "Something went wrong on our side; the reference finds it in the log.", ErrorCode.INTERNAL);
        refusal(
                "503",
                "LaunchDarkly did not answer, or the database did not.",
                ErrorCode.LAUNCHDARKLY_SILENT,
                ErrorCode.INTERNAL);
        components
                .getResponses()
                .get("429")
                .addHeader("Retry-After", OASFactory.createHeader().ref("Retry-After"));
    }

    void add(Operation operation, Endpoint endpoint) {
        refer(operation, "400", "401", "403", "429", "500", "503");
        if (endpoint.namesSomething()
                || operation.getParameters().stream()
                        .anyMatch(p -> String.valueOf(p.getName()).endsWith("Id"))
                || endpoint.changes()) {
            refer(operation, "404");
        }
        if (endpoint.changes()) {
            refer(operation, "409");
        }
        if (endpoint.checksVersion()) {
            refer(operation, "412");
        }
        if (operation.getRequestBody() != null) {
            refer(operation, "413", "415");
        }
        refer(operation, "422");
    }

    private static void refer(Operation operation, String... statuses) {
        for (String status : statuses) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref(status));
        }
    }

    private void problem() {
        Schema code = OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .description("Its stable name in the error catalogue")
                .enumeration(Arrays.stream(ErrorCode.values())
                        .<Object>map(ErrorCode::code)
                        .toList());
        components.addSchema(
                "Problem",
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .description("A refusal as RFC 9457 writes it")
                        .required(List.of("type", "code", "title", "status", "detail"))
                        .addProperty("type", text("Where the error catalogue explains it"))
                        .addProperty("code", code)
                        .addProperty("title", text("In a few words"))
                        .addProperty(
                                "status",
                                OASFactory.createSchema()
                                        .addType(Schema.SchemaType.INTEGER)
                                        .description("The same as the answer's"))
                        .addProperty("detail", text("What was being done, what was expected, what came"))
                        .addProperty("reference", text("Finds it in the log, where something went wrong on our side")));
    }

    private void refusal(String status, String description, ErrorCode... codes) {
        Map<String, Example> examples = new LinkedHashMap<>();
        for (ErrorCode code : codes) {
            examples.put(code.code(), OASFactory.createExample().value(example(Integer.parseInt(status), code)));
        }
        APIResponse response = OASFactory.createAPIResponse()
                .description(description + " Codes: "
                        + Arrays.stream(codes).map(ErrorCode::code).collect(Collectors.joining(", ")) + ".")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))
                                        .examples(examples)));
        components.addResponse(status, response);
    }

    private static Map<String, Object> example(int status, ErrorCode code) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", code.page());
        problem.put("code", code.code());
        problem.put("title", code.meaning());
        problem.put("status", status);
        problem.put("detail", code.remedy());
        return problem;
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
