package io.segue.session;

import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** A stream of events ends with the session that it was opened in, however long it would go on by itself. */
@ApplicationScoped
class OpenStreams {

    private static final long LOOK_EVERY = Duration.ofSeconds(3).toMillis();
    private static final int BEFORE_ROUTING = 80;
    private static final String SESSION_COOKIE = "q_session";

    private final Sessions sessions;
    private final Vertx vertx;

    OpenStreams(Sessions sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
    }

    void watch(@Observes Filters filters) {
        filters.register(this::watch, BEFORE_ROUTING);
    }

    private void watch(RoutingContext context) {
        Cookie cookie = context.request().getCookie(SESSION_COOKIE);
        if (cookie != null) {
            context.addHeadersEndHandler(begun -> {
                String type = context.response().headers().get("Content-Type");
                if (type != null && type.startsWith("text/event-stream")) {
                    watch(context, cookie.getValue());
                }
            });
        }
        context.next();
    }

    /** Looks by itself whether the stream is over: a handler for that would take the place of the framework's. */
    private void watch(RoutingContext context, String session) {
        HttpServerResponse response = context.response();
        vertx.setPeriodic(LOOK_EVERY, timer -> {
            if (response.ended() || response.closed()) {
                vertx.cancelTimer(timer);
                return;
            }
            vertx.executeBlocking(() -> sessions.isOpen(session), false)
                    .onSuccess(isOpen -> {
                        if (!isOpen && !response.ended() && !response.closed()) {
                            response.reset();
                        }
                    })
                    .onFailure(e -> Log.debugf("Whether a stream's session goes on is asked again: %s", e));
        });
    }
}
