package io.segue.sandbox.launchdarkly;

import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.AccessToken;
import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.Caller;
import io.segue.sandbox.launchdarkly.account.ErrorBody;
import io.segue.sandbox.launchdarkly.account.Faults;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import io.segue.sandbox.launchdarkly.account.TokenGate;
import io.segue.sandbox.launchdarkly.account.TokenRole;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the members that Heap's integration adds and removes. */
@Path("/sandbox/launchdarkly/api/v2/segment-targets/heap-inbound")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SegmentTargetsResource {

    private static final int BROKEN = 0;

    private final TokenGate gate;
    private final Faults faults;
    private final SyncedSegments segments;
    private final CallJournal journal;
    private final Clock clock;

    SegmentTargetsResource(TokenGate gate, Faults faults, SyncedSegments segments, CallJournal journal, Clock clock) {
        this.gate = gate;
        this.faults = faults;
        this.segments = segments;
        this.journal = journal;
        this.clock = clock;
    }

    @POST
    @Blocking
    public Uni<Response> receive(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            byte[] body) {
        if (faults.takeRateLimit()) {
            return refuse(authorization, ErrorBody.rateLimited(faults.switches(), clock.millis()));
        }
        if (faults.takeFailure()) {
            return refuse(authorization, ErrorBody.internal());
        }
        Optional<Caller> caller = gate.caller(authorization);
        if (caller.isEmpty()) {
            return refuse(authorization, gate.refusal(authorization));
        }
        if (caller.get().token().role() != TokenRole.WRITER) {
            return refuse(authorization, ErrorBody.forbidden());
        }
        return accept(caller.get(), uri.getBaseUri(), request, body);
    }

    private Uni<Response> accept(Caller caller, URI base, HttpServerRequest request, byte[] body) {
        InboundCall call = null;
        try {
            call = InboundCallParser.parse(body);
            LaunchDarklyEnvironment environment = caller.account()
                    .environmentWithId(call.environmentId())
                    .orElseThrow(() -> new RejectedCallException("unknown environment"));
            if (call.hasAny(faults.switches().refusedIds())) {
                throw new RejectedCallException("a member of this call was refused");
            }
            segments.apply(call);
            if (faults.takeBreak()) {
                record(caller.token().value(), call, BROKEN);
                request.connection().close();
                return Uni.createFrom().nothing();
            }
            record(caller.token().value(), call, 200);
            return gate.late(InboundAnswer.success(environment, call, page(base, environment, call)));
        } catch (RejectedCallException e) {
            record(caller.token().value(), call, 400);
            return gate.late(InboundAnswer.failure(400, e.getMessage()));
        }
    }

    private Uni<Response> refuse(@Nullable String authorization, Response answer) {
        record(authorization == null ? "" : authorization, null, answer.getStatus());
        return gate.late(answer);
    }

    private void record(String token, @Nullable InboundCall call, int status) {
        String lastFour = AccessToken.lastFourOf(token);
        journal.add(
                call == null
                        ? new CallJournal.Call(clock.instant(), lastFour, null, null, 0, 0, status)
                        : new CallJournal.Call(
                                clock.instant(),
                                lastFour,
                                call.environmentId(),
                                call.segmentKey(),
                                call.add().size(),
                                call.remove().size(),
                                status));
    }

    /** The query says nothing new; it is there because LaunchDarkly escapes it, and readers have to cope. */
    private static URI page(URI base, LaunchDarklyEnvironment environment, InboundCall call) {
        return UriBuilder.fromUri(base)
                .path("sandbox/launchdarkly/{environment}/segments/{key}")
                .queryParam("project", Account.PROJECT_KEY)
                .queryParam("environment", environment.key())
                .build(environment.clientSideId(), call.segmentKey());
    }
}
