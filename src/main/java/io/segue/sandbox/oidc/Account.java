package io.segue.sandbox.oidc;

import java.util.List;
import org.jose4j.jwt.JwtClaims;

/** Somebody who can be chosen, with the realm roles that an operator's OIDC server would give them. */
public record Account(String name, List<String> roles) {

    /** The sandbox's; the last belongs to no tenant. */
    public static final List<Account> SANDBOX = List.of(
            new Account("acme-owner"),
            new Account("acme-editor"),
            new Account("acme-viewer"),
            new Account("globex-owner"),
            new Account("support", "segue-support"),
            new Account("visitor"));

    public Account(String name, String... roles) {
        this(name, List.of(roles));
    }

    JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("id of " + name);
        claims.setStringClaim("preferred_username", name);
        claims.setStringClaim("email", name + "@example.com");
        claims.setClaim("email_verified", true);
        claims.setStringListClaim("groups", roles);
        return claims;
    }
}
