package io.segue.sandbox.launchdarkly;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.Caller;
import io.segue.sandbox.launchdarkly.account.ErrorBody;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import io.segue.sandbox.launchdarkly.account.Links.Link;
import io.segue.sandbox.launchdarkly.account.TokenGate;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the keys of a synced segment into a file, in two steps as LaunchDarkly does: one key a line, as it takes them. */
@Path("/sandbox/launchdarkly/api/v2/segments/{project}/{environment}/{key}/exports")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class ExportsResource {

    /** So long the imitation seems to be writing. */
    private static final long MILLIS_TO_WRITE = 1_000;

    private static final int MOST = 100;

    /** A file that is being written, or is there. */
    private record Export(String id, String clientSideId, String segmentKey, long createdAt, byte[] file) {}

    /** An export as the API shows it. */
    record ExportView(
            String id,
            String segmentKey,
            long creationTime,
            String status,
            long sizeBytes,
            String size,
            Map<String, String> initiator,
            @JsonProperty("_links") Map<String, Link> links) {}

    private final TokenGate gate;
    private final SyncedSegments segments;
    private final Clock clock;
    private final Map<String, Export> exports = new ConcurrentHashMap<>();

    ExportsResource(TokenGate gate, SyncedSegments segments, Clock clock) {
        this.gate = gate;
        this.segments = segments;
        this.clock = clock;
    }

    @POST
    public Uni<Response> start(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            String environment,
            String key) {
        return gate.open(
                authorization,
                caller -> environment(caller, project, environment)
                        .flatMap(found ->
                                segments.find(found.clientSideId(), key).map(segment -> write(found, segment)))
                        .map(export -> Response.ok()
                                .header(HttpHeaders.LOCATION, path(project, environment, key) + "/" + export.id())
                                .build())
                        .orElseGet(ErrorBody::notFound));
    }

    @GET
    @Path("{id}")
    public Uni<Response> show(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            String environment,
            String key,
            String id) {
        return find(
                authorization,
                project,
                environment,
                key,
                id,
                export -> Response.ok(view(export, path(project, environment, key) + "/" + id))
                        .build());
    }

    @GET
    @Path("{id}/file")
    public Uni<Response> file(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            String environment,
            String key,
            String id) {
        return find(
                authorization,
                project,
                environment,
                key,
                id,
                export -> isWritten(export)
                        ? Response.ok(export.file(), "text/csv").build()
                        : ErrorBody.notFound());
    }

    private Uni<Response> find(
            @Nullable String authorization,
            String project,
            String environment,
            String key,
            String id,
            Function<Export, Response> answer) {
        return gate.open(
                authorization,
                caller -> environment(caller, project, environment)
                        .flatMap(found -> Optional.ofNullable(exports.get(id))
                                .filter(export -> export.clientSideId().equals(found.clientSideId())
                                        && export.segmentKey().equals(key)))
                        .map(answer)
                        .orElseGet(ErrorBody::notFound));
    }

    private Export write(LaunchDarklyEnvironment environment, SyncedSegment segment) {
        if (exports.size() >= MOST) {
            exports.clear();
        }
        byte[] file = segment.members().stream()
                .sorted()
                .map(member -> "\"" + member.replace("\"", "\"\"") + "\"\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        String id = UUID.randomUUID().toString();
        Export export =
                new Export(id, environment.clientSideId(), segment.summary().key(), clock.millis(), file);
        exports.put(id, export);
        return export;
    }

    private ExportView view(Export export, String path) {
        boolean isWritten = isWritten(export);
        int bytes = isWritten ? export.file().length : 0;
        Link self = Link.to(path);
        return new ExportView(
                export.id(),
                export.segmentKey(),
                export.createdAt(),
                isWritten ? "complete" : "in progress",
                bytes,
                bytes + " B",
                Map.of("name", "Heap sync", "email", ""),
                isWritten ? Map.of("self", self, "file", new Link(path + "/file", "text/csv")) : Map.of("self", self));
    }

    private boolean isWritten(Export export) {
        return clock.millis() - export.createdAt() >= MILLIS_TO_WRITE;
    }

    private static String path(String project, String environment, String key) {
        return "/api/v2/segments/" + project + "/" + environment + "/" + key + "/exports";
    }

    private static Optional<LaunchDarklyEnvironment> environment(Caller caller, String project, String key) {
        return project.equals(Account.PROJECT_KEY) ? caller.account().environment(key) : Optional.empty();
    }
}
