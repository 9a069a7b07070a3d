package io.segue.platform.outbound;

import io.segue.platform.http.Reply;
import io.segue.platform.outbound.AddressCheck.NoSuchNameException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Posts to URLs that a tenant names. The connection is made to the very address that was checked, while the name goes into
 * TLS and the head; nothing is followed, and of the answer only the head is read (docs/decisions/0100).
 */
@ApplicationScoped
public class OutboundCalls {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int LARGEST_HEAD = 16_384;
    private static final int AT_ONE_HOST = 16;

    private final AddressCheck addresses;
    private final HttpClient http;

    OutboundCalls(AddressCheck addresses, Vertx vertx) {
        this.addresses = addresses;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                // A kept connection would be one to yesterday's address.
                .setKeepAlive(false)
                .setVerifyHost(true)
                .setTrustAll(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setSslHandshakeTimeout(CONNECT_MILLIS)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxPoolSize(AT_ONE_HOST));
    }

    /**
     * Waits for the answer's head, at most so long; to be called where one may wait.
     *
     * @throws RefusedAddressException when it may not be called: then nothing was sent anywhere
     * @throws IOException when no answer came, with a cause for {@link io.segue.platform.http.Breakage}
     */
    public Reply post(String url, Map<String, String> headers, byte[] body, Duration most)
            throws IOException, RefusedAddressException {
        CheckedAddress address;
        try {
            address = addresses.find(url);
        } catch (NoSuchNameException e) {
            throw new IOException(new java.net.UnknownHostException());
        }
        AtomicReference<HttpClientRequest> request = new AtomicReference<>();
        CompletableFuture<Reply> reply = http.request(options(address, headers, most))
                .onSuccess(made -> {
                    request.set(made);
                    // The reply fails with it; it is no error of ours to log.
                    made.connection().exceptionHandler(failure -> {});
                })
                .compose(made -> sent(made, body))
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return reply.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            // Hangs up, whatever else would come.
            HttpClientRequest made = request.get();
            if (made != null) {
                made.connection().close();
            }
        }
    }

    private static RequestOptions options(CheckedAddress address, Map<String, String> headers, Duration most) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(bare(address.ip()), address.port())))
                .setHost(address.host())
                .setPort(address.port())
                .setSsl(address.isTls())
                .setURI(address.path())
                .setFollowRedirects(false)
                .setTimeout(most.toMillis());
        headers.forEach(options::putHeader);
        return options;
    }

    /** Without the name, so that nobody can look it up once more. */
    private static InetAddress bare(InetAddress found) {
        try {
            return InetAddress.getByAddress(found.getAddress());
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("An IP address of a wrong length was found", e);
        }
    }

    /** Waits for the head before anything is sent: an answer without a body has ended a moment later. */
    private static Future<Reply> sent(HttpClientRequest request, byte[] body) {
        Future<Reply> reply = request.response().map(OutboundCalls::head);
        request.end(Buffer.buffer(body));
        return reply;
    }

    private static Reply head(HttpClientResponse response) {
        response.exceptionHandler(failure -> {}).pause();
        Map<String, List<String>> headers = new HashMap<>();
        response.headers()
                .names()
                .forEach(name -> headers.put(name, response.headers().getAll(name)));
        return new Reply(response.statusCode(), HttpHeaders.of(headers, (name, value) -> true), new byte[0]);
    }
}
