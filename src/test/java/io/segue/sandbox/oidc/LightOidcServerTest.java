package io.segue.sandbox.oidc;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.restassured.response.Response;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What it refuses, which no sign-in through the product shows. */
class LightOidcServerTest {

    /** The pair of https://www.rfc-editor.org/rfc/rfc7636#appendix-B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final Pattern CODE = Pattern.compile("code=([^&]+)");

    private final LightOidcServer server =
            LightOidcServer.start(List.of(new Account("ann"), new Account("bo", "segue-support")));
    private final String url = server.configuration().get("quarkus.oidc.auth-server-url");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsItsAccountsToWhoIsSentThere() {
        given().get(url + "/authorize?redirect_uri=http://localhost:8080/signed-in")
                .then()
                .statusCode(200)
                .body(containsString("value=\"ann\""), containsString("segue-support"));
    }

    @Test
    void sendsNobodyToAnotherMachine() {
        for (String elsewhere : List.of("https://evil.example/", "http://localhost.evil.example/", "")) {
            given().urlEncodingEnabled(false)
                    .formParam("username", "ann")
                    .post(url + "/authorize?redirect_uri=" + elsewhere)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void tellsWhoWasChosenToWhoeverAskedAndOnlyOnce() throws Exception {
        String code = codeFor("bo");

        JwtClaims claims = claimsOf(code);

        assertThat(claims.getStringClaimValue("preferred_username")).isEqualTo("bo");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("segue-support");
        assertThat(claims.getStringClaimValue("nonce")).isEqualTo("n1");
        fetch(code, VERIFIER).then().statusCode(400).body("error", is("invalid_grant"));
    }

    @Test
    void givesNoTokenToWhoDidNotAsk() {
        fetch(codeFor("bo"), "somebody else's verifier").then().statusCode(400).body("error", is("invalid_grant"));
    }

    @Test
    void letsInAnyNameButGivesItNoRole() throws Exception {
        JwtClaims claims = claimsOf(codeFor("Zoë <b>"));

        assertThat(claims.getStringClaimValue("preferred_username")).isEqualTo("Zoë <b>");
        assertThat(claims.getStringListClaimValue("groups")).isEmpty();
    }

    private JwtClaims claimsOf(String code) throws Exception {
        return new JwtConsumerBuilder()
                .setExpectedIssuer("http://localhost/light-oidc")
                .setExpectedAudience("segue")
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(
                        new JsonWebKeySet(given().get(url + "/keys").asString()).getJsonWebKeys()))
                .build()
                .processToClaims(fetch(code, VERIFIER).path("id_token"));
    }

    private String codeFor(String name) {
        String location = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .body("username=" + URLEncoder.encode(name, UTF_8))
                .post(url + "/authorize?client_id=segue&redirect_uri=http://localhost:1/signed-in&state=a%20b&nonce=n1"
                        + "&code_challenge_method=S256&code_challenge=" + CHALLENGE)
                .then()
                .statusCode(302)
                .header("Location", containsString("state=a+b"))
                .extract()
                .header("Location");
        Matcher code = CODE.matcher(location);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private Response fetch(String code, String verifier) {
        return given().formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("code_verifier", verifier)
                .post(url + "/token");
    }
}
