package io.segue.sandbox.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwt.JwtClaims;

/**
 * Signs people in with the code flow, PKCE and a nonce, as the OIDC server of a real installation does, but asks for no
 * password: it shows its accounts, and who comes chooses one or gives any other name. Listens on this machine only, on a port of its own.
 */
public final class LightOidcServer implements AutoCloseable {

    private static final int AN_HOUR = 3600;

    /** The same at each start, whatever the port: people are known by it and their subject. */
    private static final String ISSUER = "http://localhost/light-oidc";

    private final Map<String, Account> accounts;

    private final SigningKey key = SigningKey.make();
    private final HttpServer server;
    private final Map<String, Granted> codes = new ConcurrentHashMap<>();
    private final Map<String, Granted> refreshTokens = new ConcurrentHashMap<>();

    private LightOidcServer(HttpServer server, List<Account> accounts) {
        this.server = server;
        this.accounts = accounts.stream().collect(Collectors.toMap(Account::name, account -> account));
    }

    /** Who was let in, and what must be said or proved when the tokens are fetched. */
    private record Granted(Account account, String session, SignIn asked) {}

    public static LightOidcServer start(List<Account> accounts) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            LightOidcServer light = new LightOidcServer(server, accounts);
            AccountPage page = new AccountPage(accounts);
            light.serve("/.well-known/openid-configuration", exchange -> json(exchange, 200, light.metadata()));
            light.serve("/keys", exchange -> json(exchange, 200, light.key.keySet()));
            light.serve("/authorize", exchange -> light.authorize(exchange, page));
            light.serve("/token", light::tokens);
            light.serve("/log-out", LightOidcServer::logOut);
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "light-oidc");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return light;
        } catch (IOException e) {
            throw new UncheckedIOException("Starting the light OIDC server failed", e);
        }
    }

    /** The properties by which a product finds it. */
    public Map<String, String> configuration() {
        return Map.of(
                "quarkus.oidc.auth-server-url", url(),
                "quarkus.oidc.client-id", "segue",
                "quarkus.oidc.credentials.secret", "the light OIDC server asks for no secret");
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private String metadata() {
        return JsonUtil.toJson(Map.of(
                "issuer",
                ISSUER,
                "authorization_endpoint",
                url() + "/authorize",
                "token_endpoint",
                url() + "/token",
                "jwks_uri",
                url() + "/keys",
                "end_session_endpoint",
                url() + "/log-out",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of(SigningKey.ALGORITHM),
                "code_challenge_methods_supported",
                List.of("S256")));
    }

    /** Shows who can be chosen, then sends the chosen back; both have the whole request in their address. */
    private void authorize(HttpExchange exchange, AccountPage page) throws IOException {
        SignIn asked = SignIn.of(exchange.getRequestURI());
        if (!asked.leadsBackHere()) {
            answer(exchange, 400, "text/plain", "Expected a redirect_uri on this machine.");
            return;
        }
        String name = form(exchange).getOrDefault("username", "").strip();
        if (name.isEmpty()) {
            answer(exchange, 200, "text/html", page.html());
            return;
        }
        Account chosen = accounts.getOrDefault(name, new Account(name));
        String code = UUID.randomUUID().toString();
        codes.put(code, new Granted(chosen, UUID.randomUUID().toString(), asked));
        redirect(exchange, asked.wayBack(code));
    }

    private void tokens(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        boolean isFirst = "authorization_code".equals(form.get("grant_type"));
        Granted granted = isFirst
                ? codes.remove(form.getOrDefault("code", ""))
                : refreshTokens.remove(form.getOrDefault("refresh_token", ""));
        if (granted == null || (isFirst && !proves(form.getOrDefault("code_verifier", ""), granted.asked()))) {
            json(exchange, 400, JsonUtil.toJson(Map.of("error", "invalid_grant")));
            return;
        }
        String refresh = UUID.randomUUID().toString();
        refreshTokens.put(refresh, granted);
        json(
                exchange,
                200,
                JsonUtil.toJson(Map.of(
                        "token_type",
                        "Bearer",
                        "expires_in",
                        AN_HOUR,
                        "access_token",
                        UUID.randomUUID().toString(),
                        "refresh_token",
                        refresh,
                        "id_token",
                        key.sign(claims(granted)))));
    }

    private JwtClaims claims(Granted granted) {
        JwtClaims claims = granted.account().claims();
        claims.setIssuer(ISSUER);
        claims.setAudience(granted.asked().get("client_id"));
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(AN_HOUR / 60f);
        claims.setStringClaim("sid", granted.session());
        if (!granted.asked().get("nonce").isEmpty()) {
            claims.setStringClaim("nonce", granted.asked().get("nonce"));
        }
        return claims;
    }

    /** PKCE (https://www.rfc-editor.org/rfc/rfc7636#section-4.6): whoever asked is who fetches. */
    private static boolean proves(String verifier, SignIn asked) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).equals(asked.get("code_challenge"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void logOut(HttpExchange exchange) throws IOException {
        Map<String, String> asked = SignIn.of(exchange.getRequestURI()).asked();
        String state = asked.containsKey("state") ? "?state=" + asked.get("state") : "";
        redirect(exchange, asked.getOrDefault("post_logout_redirect_uri", "/") + state);
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        return SignIn.fields(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", URI.create(to).toASCIIString());
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        answer(exchange, status, "application/json", body);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
