package io.segue.session;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Whose session it is, in the OIDC server's words. */
record SessionOwner(String issuer, Optional<String> subject, Optional<String> sid) {

    /** Reads an ID token or a log-out token; only one that the OIDC extension has verified may be given. */
    static SessionOwner of(String verifiedToken) {
        String payload = verifiedToken.split("\\.")[1];
        JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
        return new SessionOwner(
                claims.getString("iss", ""),
                Optional.ofNullable(claims.getString("sub")),
                Optional.ofNullable(claims.getString("sid")));
    }
}
