package io.segue.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code Authorization: Bearer segue_…} for endpoints that ask for this mechanism with {@code @HttpAuthenticationMechanism(SCHEME)}. */
@ApplicationScoped
public class ApiTokenMechanism implements HttpAuthenticationMechanism {

    /** The name by which endpoints choose this mechanism. */
    public static final String SCHEME = "segue-token";

    private static final String BEARER = "bearer ";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        Uni<SecurityIdentity> identity = identify(context.request().getHeader(HttpHeaders.AUTHORIZATION), identities);
        // On pages this mechanism is asked too, after OIDC: there a refusal is the start of a sign-in.
        return context.normalizedPath().startsWith("/api/")
                ? identity
                : identity.onFailure(TokenRefusedException.class).transform(e -> new AuthenticationFailedException());
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
