package io.segue.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The packaged product as it would run for real: its own process, production mode, a database of its own beside it. */
public final class Product implements AutoCloseable {

    private final ChildProcess process;
    private final Keys keys;
    private final int port;

    private Product(ChildProcess process, Keys keys, int port) {
        this.process = process;
        this.keys = keys;
        this.port = port;
    }

    /** The secrets of the one tenant that the product makes at its start; random, gone with the run. */
    public record Keys(String apiToken, String hookToken, String webhookSecret) {

        static Keys random() {
            return new Keys(secret(32), secret(32), secret(32));
        }

        @Override
        public String toString() {
            return "Keys[…]";
        }
    }

    /** How to start it. */
    public record Start(Path jar, Path folder, String xmx, Map<String, String> database, Map<String, String> more) {}

    public static Product start(Start how, String launchDarkly) throws InterruptedException {
        Keys keys = Keys.random();
        int port = ChildProcess.freePort();
        int management = ChildProcess.freePort();
        Map<String, String> values = new LinkedHashMap<>(how.database());
        values.put("quarkus.http.host", "127.0.0.1");
        values.put("quarkus.http.port", Integer.toString(port));
        values.put("quarkus.management.host", "127.0.0.1");
        values.put("quarkus.management.port", Integer.toString(management));
        values.put("segue.url", "http://localhost:" + port);
        values.put("segue.master-key.value", secretBytes(32));
        values.put("segue.launchdarkly.url", launchDarkly);
        values.put("segue.launchdarkly.client-sdk-url", launchDarkly);
        values.put("segue.launchdarkly.server-sdk-url", launchDarkly);
        values.put("segue.heap.url", launchDarkly);
        // It asks one run after the other how it goes, with one token.
        values.put("segue.api.limit.calls", "0");
        nobodySignsIn(values, launchDarkly);
        values.put("segue.provision.tenants.bench.name", "Bench");
        values.put("segue.provision.tenants.bench.state", "enabled");
        values.put("segue.provision.tenants.bench.api-token", keys.apiToken());
        values.put("segue.provision.tenants.bench.hook-token", keys.hookToken());
        values.put("segue.provision.tenants.bench.webhook-secret", keys.webhookSecret());
        values.putAll(how.more());
        write(how.folder().resolve("config").resolve("application.properties"), values);
        ChildProcess process = ChildProcess.start(
                "product",
                how.folder(),
                Map.of(),
                List.of(
                        ChildProcess.java(),
                        "-Xmx" + how.xmx(),
                        "-jar",
                        how.jar().toAbsolutePath().toString()));
        Product product = new Product(process, keys, port);
        try {
            HttpClient http = HttpClient.newHttpClient();
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            process.awaitReady(
                    90, () -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200);
        } catch (RuntimeException | InterruptedException e) {
            process.close();
            throw e;
        }
        return product;
    }

    /** Pages are not opened here; an OIDC server is named, since production insists, but never called at start. */
    private static void nobodySignsIn(Map<String, String> values, String launchDarkly) {
        values.put("quarkus.oidc.auth-server-url", launchDarkly + "/oidc");
        values.put("quarkus.oidc.client-id", "segue");
        values.put("quarkus.oidc.credentials.secret", secret(32));
        values.put("quarkus.oidc.discovery-enabled", "false");
        values.put("quarkus.oidc.authorization-path", "/authorize");
        values.put("quarkus.oidc.token-path", "/token");
        values.put("quarkus.oidc.user-info-path", "/userinfo");
        values.put("quarkus.oidc.end-session-path", "/logout");
        values.put("quarkus.oidc.jwks-path", "/jwks");
        values.put("quarkus.oidc.jwks.resolve-early", "false");
    }

    private static void write(Path file, Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        try {
            Files.createDirectories(file.getParent());
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing the product's configuration failed", e);
        }
    }

    private static String secret(int bytes) {
        return secretBytes(bytes).replaceAll("\\W", "x");
    }

    private static String secretBytes(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    public Keys keys() {
        return keys;
    }

    public int port() {
        return port;
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
