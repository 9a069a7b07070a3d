package io.segue.web.gate;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what the webhooks hold in memory at once, before a body is read: beyond it the answer is 429, which vendors
 * retry. Refuses bodies that are too large (413) or encoded (415), and callers that failed too often (429), at the same
 * place.
 */
@ApplicationScoped
public class HookGate {

    static final String PATH = "/hooks/";

    /** Behind the front filter, before routing. */
    private static final int PRIORITY = 9_000;

    /** Where the caller stands in the request's context, for whoever finds that it failed. */
    private static final String CALLER = "segue.caller";

    private final GateConfig config;
    private final FailedCalls failed;
    private final HookPlaces places;
    private final GateMetrics metrics;

    HookGate(GateConfig config, HookPlaces places, FailedCalls failed, GateMetrics metrics) {
        this.config = config;
        this.places = places;
        this.failed = failed;
        this.metrics = metrics;
    }

    /** Who makes this call; empty when it came past the gate: nothing of it can be counted, so nothing is to be believed. */
    public static Optional<Caller> callerOf(RoutingContext context) {
        return Optional.ofNullable(context.get(CALLER));
    }

    /** The call was a vendor's own: its address has room from now on. */
    public void wasGenuine(Caller caller) {
        places.trust(caller.address());
    }

    /** The call could not be authenticated. */
    public void wasForged(Caller caller) {
        failed.note(caller);
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    private void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path == null || !path.startsWith(PATH)) {
            context.next();
            return;
        }
        Caller caller = Caller.of(addressOf(context.request()), path.substring(PATH.length()));
        context.put(CALLER, caller);
        Optional<Duration> wait = failed.waitOf(caller);
        long size = declaredSize(context.request().getHeader("Content-Length"));
        String encoding = context.request().getHeader("Content-Encoding");
        if (wait.isPresent()) {
            context.response().putHeader("Retry-After", Long.toString(wait.get().toSeconds() + 1));
            refuse(context, 429, "Too many calls that could not be authenticated; try again later.");
        } else if (size > config.largestBody()) {
            refuse(context, 413, "The body is larger than " + config.largestBody() + " bytes.");
        } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            refuse(context, 415, "The body is encoded; send it as it is.");
        } else {
            admit(context, caller, size);
        }
    }

    /** The proxy's word when it is trusted, the peer's address otherwise: Quarkus has decided that already. */
    private static String addressOf(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        if (address == null) {
            return "";
        }
        return address.hostAddress() == null ? String.valueOf(address.host()) : address.hostAddress();
    }

    private void admit(RoutingContext context, Caller caller, long size) {
        Optional<Runnable> place = places.take(caller.address(), size);
        if (place.isEmpty()) {
            context.response().putHeader("Retry-After", "1");
            refuse(context, 429, "Too many calls at once; try again in a second.");
            return;
        }
        long deadline = context.vertx()
                .setTimer(
                        config.longestCall().toMillis(),
                        timer -> context.request().connection().close());
        context.addEndHandler(ended -> {
            context.vertx().cancelTimer(deadline);
            place.get().run();
        });
        context.response().closeHandler(closed -> {
            context.vertx().cancelTimer(deadline);
            place.get().run();
        });
        context.next();
    }

    private long declaredSize(@Nullable String contentLength) {
        try {
            return contentLength == null ? config.largestBody() : Long.parseLong(contentLength);
        } catch (NumberFormatException e) {
            return config.largestBody();
        }
    }

    private void refuse(RoutingContext context, int status, String error) {
        metrics.turnedAway(status);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Connection", "close")
                .end("{\"error\":\"" + error + "\"}");
    }
}
