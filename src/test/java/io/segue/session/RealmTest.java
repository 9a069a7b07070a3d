package io.segue.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.tenant.SignedIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The realm as code says what production relies on; KeycloakIT runs the real Keycloak with it. */
class RealmTest {

    private static final Path FOLDER = Path.of("docs/keycloak");

    private final JsonNode realm = read("segue-realm.json");
    private final JsonNode client = realm.at("/clients/0");

    @Test
    void hasOneConfidentialClientForTheCodeFlowWithPkceOnly() {
        assertThat(realm.get("clients")).hasSize(1);
        assertThat(client.get("publicClient").asBoolean()).isFalse();
        assertThat(client.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
        assertThat(client.get("standardFlowEnabled").asBoolean()).isTrue();
        for (String flow :
                new String[] {"implicitFlowEnabled", "directAccessGrantsEnabled", "serviceAccountsEnabled"}) {
            assertThat(client.get(flow).asBoolean()).as(flow).isFalse();
        }
    }

    @Test
    void leadsBackToSegueAndNowhereElse() {
        assertThat(client.get("redirectUris")).extracting(JsonNode::asText).containsExactly("${SEGUE_URL}/signed-in");
        assertThat(client.at("/attributes/post.logout.redirect.uris").asText()).isEqualTo("${SEGUE_URL}/");
        assertThat(client.at("/attributes/backchannel.logout.url").asText())
                .isEqualTo("${SEGUE_INSIDE_URL:${SEGUE_URL}}/back-channel-log-out");
        assertThat(client.at("/attributes/backchannel.logout.session.required").asText())
                .isEqualTo("true");
    }

    @Test
    void tellsSupportByARoleInTheIdToken() {
        assertThat(realm.at("/roles/realm"))
                .extracting(role -> role.get("name").asText())
                .containsExactly(SignedIn.SUPPORT);
        JsonNode mapper = client.at("/protocolMappers/0");
        assertThat(mapper.get("protocolMapper").asText()).isEqualTo("oidc-usermodel-realm-role-mapper");
        assertThat(mapper.at("/config/claim.name").asText()).isEqualTo("realm_access.roles");
        assertThat(mapper.at("/config/id.token.claim").asText()).isEqualTo("true");
    }

    @Test
    void verifiesAddressesAndSlowsGuessing() {
        assertThat(realm.get("verifyEmail").asBoolean()).isTrue();
        assertThat(realm.get("duplicateEmailsAllowed").asBoolean()).isFalse();
        assertThat(realm.get("bruteForceProtected").asBoolean()).isTrue();
    }

    @Test
    void endsItsOwnSessionsWhenSegueDoes() {
        assertThat(realm.get("ssoSessionIdleTimeout").asInt()).isEqualTo(30 * 60);
        assertThat(realm.get("ssoSessionMaxLifespan").asInt()).isEqualTo(12 * 60 * 60);
    }

    @Test
    void holdsNobodyAndNoSecret() {
        assertThat(realm.has("users")).isFalse();
        assertThat(client.get("secret").asText()).isEqualTo("${SEGUE_CLIENT_SECRET}");
        assertThat(read("dev/segue-users-0.json").get("users"))
                .allMatch(user -> user.get("email").asText().endsWith("@example.com"));
    }

    private static JsonNode read(String file) {
        try {
            return new ObjectMapper().readTree(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }
}
