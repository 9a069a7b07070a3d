package io.segue.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An address counts only when the OIDC server says that it is verified. */
class SignedInTest {

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "TRUE, false", "yes, false", "1, false"})
    void believesAnAddressThatIsSaidToBeVerified(String claim, boolean isBelieved) {
        SignedIn person = from(Map.of("email", "bo@example.com", "email_verified", claim));

        assertThat(person.verifiedEmail().isPresent()).isEqualTo(isBelieved);
    }

    @Test
    void neverTakesANameForAnAddress() {
        SignedIn person = from(Map.of("upn", "bo@example.com", "email_verified", "true"));

        assertThat(person.name()).isEqualTo("bo@example.com");
        assertThat(person.verifiedEmail()).isEmpty();
    }

    @Test
    void isNobodysWithoutAToken() {
        assertThat(SignedIn.from(QuarkusSecurityIdentity.builder()
                                .setPrincipal(new QuarkusPrincipal("bo@example.com"))
                                .build())
                        .verifiedEmail())
                .isEmpty();
    }

    private static SignedIn from(Map<String, String> claims) {
        return SignedIn.from(QuarkusSecurityIdentity.builder()
                .setPrincipal(new TestingToken(claims))
                .build());
    }

    private record TestingToken(Map<String, String> claims) implements JsonWebToken {

        @Override
        public String getName() {
            return claims.getOrDefault("upn", "someone");
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }
}
