package io.segue.launchdarkly;

import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.launchdarkly.export.ExportFile;
import io.segue.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Fetches the file of an export, from LaunchDarkly itself or from where it stores files. The access token goes to
 * LaunchDarkly only.
 */
@ApplicationScoped
class ExportDownload {

    private static final String DOING = "Fetching an export";
    private static final int MOST_HOPS = 3;

    /** Ten million keys take a few minutes; what takes longer hangs. */
    private static final long MOST_MINUTES = 30;

    private static final Executor END = CompletableFuture.delayedExecutor(MOST_MINUTES, TimeUnit.MINUTES);

    private final LaunchDarklyClient client;

    ExportDownload(LaunchDarklyClient client) {
        this.client = client;
    }

    void read(String href, Secret token, Consumer<String> key) {
        URI address = resolve(href);
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            Optional<URI> next = read(address, token, key);
            if (next.isEmpty()) {
                return;
            }
            address = next.get();
        }
        throw failure("the file was handed on from address to address");
    }

    /** Empty when it was read; else where it is instead. */
    private Optional<URI> read(URI address, Secret token, Consumer<String> key) {
        try {
            HttpResponse<InputStream> response = client.open(request(address, token));
            try (InputStream body = response.body()) {
                int status = response.statusCode();
                if (status >= 300 && status < 400) {
                    return Optional.of(response.headers()
                            .firstValue("Location")
                            .map(address::resolve)
                            .orElseThrow(() -> failure("got " + status + " without an address")));
                }
                if (status != 200) {
                    throw failure("got " + status);
                }
                END.execute(() -> close(body));
                new ExportFile(key).read(body);
                return Optional.empty();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw failure("the connection broke, or the file could not be read");
        }
    }

    private HttpRequest request(URI address, Secret token) {
        if (isLaunchDarkly(address)) {
            return client.elsewhere(address)
                    .header("Authorization", token.value())
                    .GET()
                    .build();
        }
        if (!client.mayFetchFrom(address)) {
            throw failure("it is at " + address.getHost()
                    + ", where we fetch nothing from. The operator may allow it with segue.launchdarkly.file-hosts");
        }
        return client.elsewhere(address).GET().build();
    }

    private boolean isLaunchDarkly(URI address) {
        URI base = client.base();
        return base.getScheme().equalsIgnoreCase(address.getScheme())
                && base.getHost().equalsIgnoreCase(address.getHost())
                && base.getPort() == address.getPort();
    }

    /** A path is of LaunchDarkly's API, below its configured address. */
    private URI resolve(String href) {
        try {
            String base = client.base().toString().replaceAll("/+$", "");
            return URI.create(href.startsWith("/") ? base + href : href);
        } catch (IllegalArgumentException e) {
            throw failure("its address is none");
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It was to be closed.
        }
    }

    private static VendorException failure(String what) {
        return new VendorException(VendorFailure.of(
                Kind.UNAVAILABLE, 0, DOING + ": expected the file that LaunchDarkly told of, but " + what + "."));
    }
}
