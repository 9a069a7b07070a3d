package io.segue.api;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.segue.platform.Tokens;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantAccess;
import io.segue.tenant.TenantFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Knows whose bearer token it is: a tenant's, or support's. */
@ApplicationScoped
class ApiTokenIdentityProvider implements IdentityProvider<ApiTokenRequest> {

    private final ApiTokens tokens;

    ApiTokenIdentityProvider(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<ApiTokenRequest> getRequestType() {
        return ApiTokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(ApiTokenRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identify(request.token()));
    }

    private SecurityIdentity identify(String token) {
        Optional<TenantAccess> access = tokens.find(token);
        if (access.isPresent()) {
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(access.get().actor()))
                    .addAttribute(TenantFilter.ACCESS, access.get())
                    .addAttribute(ApiTokenMechanism.TOKEN_HASH, Tokens.hash(token))
                    .build();
        }
        if (tokens.isSupportToken(token)) {
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal("support token"))
                    .addRole(SignedIn.SUPPORT)
                    .addAttribute(ApiTokenMechanism.TOKEN_HASH, Tokens.hash(token))
                    .build();
        }
        throw new TokenRefusedException(
                tokens.isRevoked(token)
                        ? "Reading the bearer token: it was revoked. An owner makes a new one under API tokens."
                        : "Reading the bearer token: nobody here has it. Expected an API token of Segue's, which begins with "
                                + ApiTokens.PREFIX
                                + ", whole and without quotes. An owner makes one under API tokens.");
    }
}
