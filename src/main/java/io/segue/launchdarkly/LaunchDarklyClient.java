package io.segue.launchdarkly;

import io.segue.platform.Secret;
import io.segue.platform.http.Calls;
import io.segue.platform.http.Reply;
import io.segue.sync.Manners;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Speaks HTTP with LaunchDarkly: its headers, one time limit over a whole call, no redirects, kept-alive connections. */
@ApplicationScoped
class LaunchDarklyClient {

    private final LaunchDarklyConfig config;
    private final String userAgent;
    private final Calls calls;

    LaunchDarklyClient(
            LaunchDarklyConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.config = config;
        this.userAgent = "segue/" + version;
        this.calls = new Calls(config.connectTimeout(), config.callTimeout());
    }

    /** A call of the REST API; throws {@link IllegalArgumentException} when the token cannot stand in a header. */
    HttpRequest.Builder api(String path, Secret token) {
        return HttpRequest.newBuilder(at(config.url(), path))
                .header("Authorization", token.value())
                .header("LD-API-Version", config.apiVersion())
                .header("User-Agent", userAgent);
    }

    /** A call of the browsers' side, which needs no token. */
    HttpRequest.Builder clientSdk(String path) {
        return HttpRequest.newBuilder(at(config.clientSdkUrl(), path)).header("User-Agent", userAgent);
    }

    /** Ends with the answer, its body cut at so many bytes, or exceptionally; at the latest when the call's time is up. */
    CompletableFuture<Reply> call(HttpRequest request, int mostBytes) {
        return calls.call(request, mostBytes);
    }

    /** Opens what may be long; whoever reads it closes it. The headers have to come within a call's time. */
    HttpResponse<InputStream> open(HttpRequest request) throws IOException {
        return calls.open(request);
    }

    /** The configured address. */
    URI base() {
        return config.url();
    }

    /** A request without a token, for a file at another address. */
    HttpRequest.Builder elsewhere(URI address) {
        return HttpRequest.newBuilder(address).header("User-Agent", userAgent);
    }

    /** Whether files of LaunchDarkly's may be fetched from there. */
    boolean mayFetchFrom(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        return "https".equalsIgnoreCase(address.getScheme())
                && config.fileHosts().stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    }

    Manners manners() {
        return new Manners(config.url().toString(), config.callsPerSecond(), config.mostInFlight());
    }

    Duration callTimeout() {
        return config.callTimeout();
    }

    private static URI at(URI base, String path) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }
}
