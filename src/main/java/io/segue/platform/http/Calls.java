package io.segue.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls a vendor over kept-alive connections. */
public class Calls {

    private final HttpClient http;
    private final Duration most;

    /** @param most from the first byte sent to the last byte of the answer's body */
    public Calls(Duration connectTimeout, Duration most) {
        this.most = most;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    /** Ends with the answer, its body cut at so many bytes, or exceptionally; at the latest when the call's time is up. */
    public CompletableFuture<Reply> call(HttpRequest request, int mostBytes) {
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, info -> new CappedBody(mostBytes));
        // The request's own timeout would end with the headers, and a time-out alone would not hang up.
        CompletableFuture<Reply> reply =
                exchange.thenApply(response -> new Reply(response.statusCode(), response.headers(), response.body()));
        return reply.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS).whenComplete((answer, failure) -> {
            if (failure instanceof TimeoutException) {
                exchange.cancel(true);
            }
        });
    }

    /** Opens what may be long; whoever reads it closes it. The headers have to come within a call's time. */
    public HttpResponse<InputStream> open(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<InputStream>> exchange = http.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return exchange.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            exchange.cancel(true);
            throw new IOException(e.getCause());
        }
    }
}
