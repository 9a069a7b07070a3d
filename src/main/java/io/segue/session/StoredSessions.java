package io.segue.session;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/**
 * Keeps what the OIDC extension would put into cookies in the database; the cookie holds a random id and nothing else
 * (docs/decisions/0008). A cookie without a session is a sign-in, never an error.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class StoredSessions implements TokenStateManager {

    /** The extension's word for "these tokens come from a refresh"; without it each refresh would be a new sign-in. */
    private static final String REFRESHED = "refresh_token_grant_response";

    private static final String SESSION = "segue.session";

    private final Sessions sessions;

    StoredSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /** A sign-in begins a session with a new id; a refresh of its tokens stays the same session. */
    @Override
    public Uni<String> createTokenState(
            RoutingContext context,
            OidcTenantConfig config,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> request) {
        SessionTokens kept = SessionTokens.of(tokens);
        if (!isRefresh(context)) {
            return request.runBlocking(() -> sessions.begin(kept).value());
        }
        String id = context.get(SESSION);
        return request.runBlocking(() -> {
            if (!sessions.renew(id, kept)) {
                throw new AuthenticationFailedException("The session was ended while its tokens were refreshed");
            }
            return id;
        });
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext context,
            OidcTenantConfig config,
            String state,
            OidcRequestContext<AuthorizationCodeTokens> request) {
        context.put(SESSION, state);
        boolean isUnattended = ScriptedRequests.isUnattended(context);
        return request.runBlocking(() -> (isUnattended ? sessions.peek(state) : sessions.use(state))
                .orElseThrow(() -> new AuthenticationFailedException("There is no such session, or none any more"))
                .given());
    }

    /** The extension asks for this before it creates a state, too: a session that is refreshed must live on. */
    @Override
    public Uni<Void> deleteTokens(
            RoutingContext context, OidcTenantConfig config, String state, OidcRequestContext<Void> request) {
        if (isRefresh(context)) {
            return Uni.createFrom().voidItem();
        }
        return request.runBlocking(() -> {
            sessions.end(state);
            return null;
        });
    }

    private static boolean isRefresh(RoutingContext context) {
        return Boolean.TRUE.equals(context.<Object>get(REFRESHED)) && context.get(SESSION) != null;
    }
}
