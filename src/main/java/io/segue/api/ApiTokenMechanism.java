package io.segue.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.segue.api.limit.Allowance;
import io.segue.api.limit.RateLimits;
import io.segue.platform.Tokens;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code Authorization: Bearer segue_…} for endpoints that ask for this mechanism with {@code @HttpAuthenticationMechanism(SCHEME)}. */
@ApplicationScoped
public class ApiTokenMechanism implements HttpAuthenticationMechanism {

    /** The name by which endpoints choose this mechanism. */
    public static final String SCHEME = "segue-token";

    /** The identity attribute in which the hash of the presented token travels: who calls, without its secret. */
    public static final String TOKEN_HASH = "segue.token-hash";

    private static final String BEARER = "bearer ";
    private static final String COUNTED = "segue.counted";

    private final RateLimits limits;

    ApiTokenMechanism(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        // On pages this mechanism is asked too, after OIDC: there a refusal is the start of a sign-in.
        if (!context.normalizedPath().startsWith("/api/")) {
            return identify(header, identities)
                    .onFailure(TokenRefusedException.class)
                    .transform(e -> new AuthenticationFailedException());
        }
        return isOverLimit(context, header) ? Uni.createFrom().failure(tooMany()) : identify(header, identities);
    }

    /** Counted once for a request, and told on its answer whatever becomes of it. */
    private boolean isOverLimit(RoutingContext context, @Nullable String header) {
        if (header == null || context.get(COUNTED) != null) {
            return false;
        }
        context.put(COUNTED, true);
        Optional<Allowance> allowance = limits.take(HexFormat.of().formatHex(Tokens.hash(header.strip())));
        allowance.ifPresent(counted -> {
            context.response().putHeader("RateLimit-Policy", counted.policy());
            context.response().putHeader("RateLimit", counted.state());
            if (!counted.isGranted()) {
                context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, counted.seconds())));
            }
        });
        return allowance.filter(counted -> !counted.isGranted()).isPresent();
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                ErrorCode.TOO_MANY,
                429,
                "Too many requests",
                "Counting the calls of this token: it made more than it may. Wait as long as the header Retry-After"
                        + " says, then go on.");
    }

    private static Uni<SecurityIdentity> identify(@Nullable String header, IdentityProviderManager identities) {
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Uni.createFrom()
                    .failure(new TokenRefusedException(
                            "Reading the header Authorization: expected \"Bearer\" and an API token, got "
                                    + (header == null ? "no such header" : "something else")
                                    + ". An owner makes API tokens under API tokens."));
        }
        return identities.authenticate(
                new ApiTokenRequest(header.substring(BEARER.length()).strip()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(ApiTokenRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer", SCHEME));
    }

    @Override
    public int getPriority() {
        // Below OIDC: only endpoints that name it use it.
        return 1;
    }
}
