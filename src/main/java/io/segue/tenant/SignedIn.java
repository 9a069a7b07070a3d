package io.segue.tenant;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * A person as the OIDC server names them.
 *
 * @param isSupport whether they have the role of support staff
 */
public record SignedIn(String issuer, String subject, String name, Optional<String> verifiedEmail, boolean isSupport) {

    /** The realm role of support staff. */
    public static final String SUPPORT = "segue-support";

    /** Of someone who is not support. */
    public SignedIn(String issuer, String subject, String name, Optional<String> verifiedEmail) {
        this(issuer, subject, name, verifiedEmail, false);
    }

    public static SignedIn from(SecurityIdentity identity) {
        boolean isSupport = identity.hasRole(SUPPORT);
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            boolean verified = isVerified(token.getClaim("email_verified"));
            Optional<String> email =
                    Optional.ofNullable(token.<String>getClaim("email")).filter(e -> verified);
            return new SignedIn(
                    Optional.ofNullable(token.getIssuer()).orElse(""),
                    Optional.ofNullable(token.getSubject()).orElseGet(token::getName),
                    // upn, preferred_username or sub, whichever comes first.
                    token.getName(),
                    email,
                    isSupport);
        }
        String name = identity.getPrincipal().getName();
        return new SignedIn("", name, name, Optional.empty(), isSupport);
    }

    /**
     * The organisation that Keycloak names, when its scope is asked for: a hint for a form and never a right, because
     * membership is ours to say (https://www.keycloak.org/docs/26.7.3/server_admin/#_managing_organizations).
     */
    public static Optional<String> organisationHint(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        Object claim = token.getClaim("organization");
        Collection<?> names = claim instanceof Map<?, ?> withDetails
                ? withDetails.keySet()
                : claim instanceof Collection<?> plain ? plain : List.of();
        return names.stream()
                .findFirst()
                .map(name -> name instanceof JsonString text ? text.getString() : name.toString());
    }

    /** An address counts when the OIDC server says it is verified. */
    private static boolean isVerified(@Nullable Object claim) {
        return claim != null && claim.toString().equals("true");
    }
}
