package io.segue.sandbox.launchdarkly;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.Caller;
import io.segue.sandbox.launchdarkly.account.ErrorBody;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import io.segue.sandbox.launchdarkly.account.Links.Listed;
import io.segue.sandbox.launchdarkly.account.TokenGate;
import io.segue.sandbox.launchdarkly.account.TokenRole;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Segments as LaunchDarkly's REST API shows them. */
@Path("/sandbox/launchdarkly/api/v2/segments/{project}/{environment}")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SegmentsResource {

    /** A synced segment. */
    record SegmentView(
            String key,
            String name,
            boolean unbounded,
            String unboundedContextKind,
            int generation,
            int version,
            long creationDate,
            long lastModifiedDate,
            boolean deleted,
            List<String> tags,
            @JsonProperty("_external") String external,
            @JsonProperty("_unboundedMetadata") Metadata metadata) {

        static SegmentView of(SyncedSegment.Summary segment) {
            return new SegmentView(
                    segment.key(),
                    segment.name(),
                    true,
                    "user",
                    1,
                    segment.version(),
                    segment.createdAt(),
                    segment.changedAt(),
                    false,
                    List.of(),
                    "heap",
                    new Metadata(segment.clientSideId(), segment.members(), 0, segment.changedAt(), segment.version()));
        }
    }

    /** How many there are. */
    record Metadata(String envId, int includedCount, int excludedCount, long lastModified, int version) {}

    /** Whether one context is in. */
    record Membership(String userKey, boolean included, boolean excluded) {}

    private final TokenGate gate;
    private final SyncedSegments segments;

    SegmentsResource(TokenGate gate, SyncedSegments segments) {
        this.gate = gate;
        this.segments = segments;
    }

    @GET
    public Uni<Response> list(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            String environment,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("offset") @Nullable Integer offset) {
        return gate.open(
                authorization,
                caller -> environment(caller, project, environment)
                        .map(found -> Response.ok(Listed.page(
                                        segments.in(found.clientSideId()).stream()
                                                .map(SegmentView::of)
                                                .toList(),
                                        limit,
                                        offset,
                                        "/api/v2/segments/" + project + "/" + environment))
                                .build())
                        .orElseGet(ErrorBody::notFound));
    }

    @GET
    @Path("{key}")
    public Uni<Response> one(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            String environment,
            String key) {
        return segment(
                authorization,
                project,
                environment,
                key,
                segment -> Response.ok(SegmentView.of(segment.summary())).build());
    }

    @DELETE
    @Path("{key}")
    public Uni<Response> delete(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            String environment,
            String key) {
        boolean reader = gate.caller(authorization)
                .filter(caller -> caller.token().role() == TokenRole.READER)
                .isPresent();
        if (reader) {
            return gate.late(ErrorBody.forbidden());
        }
        return segment(authorization, project, environment, key, segment -> {
            segments.delete(segment.summary().clientSideId(), key);
            return Response.noContent().build();
        });
    }

    @GET
    @Path("{key}/contexts/{contextKey}")
    public Uni<Response> membership(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            String project,
            String environment,
            String key,
            String contextKey) {
        return segment(
                authorization,
                project,
                environment,
                key,
                segment -> Response.ok(new Membership(contextKey, segment.has(contextKey), false))
                        .build());
    }

    private Uni<Response> segment(
            @Nullable String authorization,
            String project,
            String environment,
            String key,
            Function<SyncedSegment, Response> answer) {
        return gate.open(
                authorization,
                caller -> environment(caller, project, environment)
                        .flatMap(found -> segments.find(found.clientSideId(), key))
                        .map(answer)
                        .orElseGet(ErrorBody::notFound));
    }

    private static Optional<LaunchDarklyEnvironment> environment(Caller caller, String project, String key) {
        return project.equals(Account.PROJECT_KEY) ? caller.account().environment(key) : Optional.empty();
    }
}
