package io.segue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * An OIDC server that lets in, without asking, whoever is set to knock: enough for the packaged jar's sign-in, where the
 * real Keycloak (see {@link KeycloakIT}) would take half a minute to start.
 */
public final class TestingOidcServer implements AutoCloseable {

    private static final String KEY_ID = "a-key";

    private final HttpServer server;
    private final KeyPair keys;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private volatile JsonObject person = new JsonObject();

    private TestingOidcServer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    public static TestingOidcServer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestingOidcServer oidc = new TestingOidcServer(server, generator.generateKeyPair());
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, oidc.metadata()));
            server.createContext("/jwks", exchange -> answer(exchange, oidc.jwks()));
            server.createContext("/auth", oidc::authorize);
            server.createContext("/token", exchange -> answer(exchange, oidc.tokens(form(exchange))));
            server.start();
            return oidc;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next to sign in, with the roles that the OIDC server gives. */
    void knocks(String name, String... roles) {
        person = new JsonObject()
                .put("sub", "id of " + name)
                .put("preferred_username", name)
                .put("email", name + "@example.com")
                .put("email_verified", true)
                .put("groups", new JsonArray(List.of(roles)));
    }

    /** What an operator sets for it. */
    public Map<String, String> settings() {
        return Map.of(
                "QUARKUS_OIDC_AUTH_SERVER_URL", url(),
                "QUARKUS_OIDC_CLIENT_ID", "segue",
                "QUARKUS_OIDC_CREDENTIALS_SECRET", "a secret of a client that is long enough");
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private JsonObject metadata() {
        return new JsonObject()
                .put("issuer", url())
                .put("authorization_endpoint", url() + "/auth")
                .put("token_endpoint", url() + "/token")
                .put("jwks_uri", url() + "/jwks")
                .put("end_session_endpoint", url() + "/log-out");
    }

    private JsonObject jwks() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("use", "sig")
                                        .put("alg", "RS256")
                                        .put("kid", KEY_ID)
                                        .put("n", base64(unsigned(key.getModulus())))
                                        .put("e", base64(unsigned(key.getPublicExponent())))));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        nonces.put(code, asked.getOrDefault("nonce", ""));
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state="
                                + URLEncoder.encode(asked.get("state"), UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private JsonObject tokens(Map<String, String> form) {
        long now = Instant.now().getEpochSecond();
        JsonObject claims = person.copy()
                .put("iss", url())
                .put("aud", "segue")
                .put("iat", now)
                .put("exp", now + 3600)
                .put("sid", UUID.randomUUID().toString())
                .put("nonce", nonces.remove(form.get("code")));
        return new JsonObject()
                .put("token_type", "Bearer")
                .put("expires_in", 3600)
                .put("access_token", "access-" + UUID.randomUUID())
                .put("refresh_token", "refresh-" + UUID.randomUUID())
                .put("id_token", signed(claims));
    }

    private String signed(JsonObject claims) {
        try {
            String head = base64(new JsonObject()
                    .put("alg", "RS256")
                    .put("typ", "JWT")
                    .put("kid", KEY_ID)
                    .encode()
                    .getBytes(UTF_8));
            String content = head + "." + base64(claims.encode().getBytes(UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(UTF_8));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, JsonObject body) throws IOException {
        byte[] bytes = body.encode().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        return fields(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    private static Map<String, String> fields(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
