package io.segue.session;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The tokens of a session, as they lie sealed in its row; shows nothing of them when printed. */
record SessionTokens(
        String idToken,
        @Nullable String accessToken,
        @Nullable String refreshToken,
        @Nullable Long accessTokenExpiresIn,
        @Nullable String accessTokenScope) {

    private static final String ID = "id";
    private static final String ACCESS = "access";
    private static final String REFRESH = "refresh";
    private static final String EXPIRES_IN = "expires_in";
    private static final String SCOPE = "scope";

    static SessionTokens of(AuthorizationCodeTokens tokens) {
        return new SessionTokens(
                tokens.getIdToken(),
                tokens.getAccessToken(),
                tokens.getRefreshToken(),
                tokens.getAccessTokenExpiresIn(),
                tokens.getAccessTokenScope());
    }

    static SessionTokens read(byte[] clear) {
        JsonObject json = new JsonObject(new String(clear, StandardCharsets.UTF_8));
        return new SessionTokens(
                json.getString(ID),
                json.getString(ACCESS),
                json.getString(REFRESH),
                json.getLong(EXPIRES_IN),
                json.getString(SCOPE));
    }

    byte[] write() {
        return new JsonObject()
                .put(ID, idToken)
                .put(ACCESS, accessToken)
                .put(REFRESH, refreshToken)
                .put(EXPIRES_IN, accessTokenExpiresIn)
                .put(SCOPE, accessTokenScope)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    AuthorizationCodeTokens given() {
        return new AuthorizationCodeTokens(idToken, accessToken, refreshToken, accessTokenExpiresIn, accessTokenScope);
    }

    @Override
    public String toString() {
        return "***";
    }
}
