package io.segue.configuration;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.configuration.ShownPlan.ShownStep;
import io.segue.configuration.document.Configuration;
import io.segue.configuration.document.ConfigurationReader;
import io.segue.configuration.document.ConfigurationWriter;
import io.segue.configuration.plan.Fingerprint;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** A tenant's configuration as a document, for those who keep it under version control. */
@Path("/api/v1")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes({ConfigurationResource.YAML, "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
public class ConfigurationResource {

    static final String YAML = "application/yaml";

    private final Configurations configurations;

    ConfigurationResource(Configurations configurations) {
        this.configurations = configurations;
    }

    /** What was done, step by step; each was done as a whole or not at all. */
    @Schema(name = "ConfigurationApplied")
    public record Applied(boolean complete, List<ShownStep> steps) {}

    @GET
    @Path("/export")
    @Produces({YAML, MediaType.APPLICATION_JSON})
    @TenantRole(Role.VIEWER)
    @Operation(summary = "The tenant's configuration as a document, without secrets; as JSON when that is asked for")
    public Response export(@Context HttpHeaders headers) {
        Configuration configuration = configurations.export();
        boolean isJson = headers.getAcceptableMediaTypes().stream()
                .anyMatch(type -> !type.isWildcardType() && type.isCompatible(MediaType.APPLICATION_JSON_TYPE));
        return isJson
                ? Response.ok(ConfigurationWriter.json(configuration), MediaType.APPLICATION_JSON_TYPE)
                        .build()
                : Response.ok(ConfigurationWriter.yaml(configuration), YAML + ";charset=UTF-8")
                        .build();
    }

    @POST
    @Path("/plan")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "What would have to be done so that the tenant becomes as the document says; changes nothing")
    public ShownPlan plan(byte @Nullable [] document, @Context HttpHeaders headers) {
        return ShownPlan.of(configurations.plan(read(document, headers)));
    }

    @POST
    @Path("/apply")
    @TenantRole(Role.EDITOR)
    @Operation(
            summary =
                    "Makes the tenant as the document says. If-Match with a plan's fingerprint refuses when tenant or document"
                            + " have changed since; where members would be taken out of LaunchDarkly it must be there")
    @APIResponse(
            responseCode = "200",
            description = "Every step was done",
            content = @Content(schema = @Schema(implementation = Applied.class)))
    @APIResponse(
            responseCode = "207",
            description = "Some steps failed; each says so",
            content = @Content(schema = @Schema(implementation = Applied.class)))
    public Response apply(
            byte @Nullable [] document,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Context HttpHeaders headers) {
        Optional<Fingerprint> seen = Optional.ofNullable(ifMatch)
                .map(text -> Fingerprint.read(text)
                        .orElseThrow(() -> ProblemException.badRequest("Reading the header If-Match: expected the"
                                + " fingerprint of a plan, got another text.")));
        List<Outcome> outcomes = configurations.apply(read(document, headers), seen);
        boolean isComplete =
                outcomes.stream().allMatch(outcome -> outcome.failure().isEmpty());
        return Response.status(isComplete ? 200 : 207)
                .entity(new Applied(
                        isComplete, outcomes.stream().map(ShownStep::of).toList()))
                .build();
    }

    private static Configuration read(byte @Nullable [] document, HttpHeaders headers) {
        boolean isJson = MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType());
        return ConfigurationReader.read(document == null ? new byte[0] : document, isJson);
    }
}
