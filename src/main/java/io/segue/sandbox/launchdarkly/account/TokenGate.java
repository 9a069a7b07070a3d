package io.segue.sandbox.launchdarkly.account;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets calls of the API in by their token, as late as the latency switch says. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class TokenGate {

    private final Accounts accounts;
    private final Faults faults;

    TokenGate(Accounts accounts, Faults faults) {
        this.accounts = accounts;
        this.faults = faults;
    }

    public Uni<Response> open(@Nullable String authorization, Function<Caller, Response> answer) {
        Optional<Caller> caller = caller(authorization);
        return late(caller.map(answer).orElseGet(() -> refusal(authorization)));
    }

    public Optional<Caller> caller(@Nullable String authorization) {
        return faults.switches().refuseToken() ? Optional.empty() : accounts.caller(authorization);
    }

    public Response refusal(@Nullable String authorization) {
        return authorization != null && authorization.startsWith("Bearer ")
                ? ErrorBody.badBearer()
                : ErrorBody.unknownToken();
    }

    public Uni<Response> late(Response answer) {
        Uni<Response> now = Uni.createFrom().item(answer);
        int latency = faults.switches().latencyMillis();
        return latency > 0 ? now.onItem().delayIt().by(Duration.ofMillis(latency)) : now;
    }
}
