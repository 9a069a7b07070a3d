package io.segue.session;

import io.quarkus.oidc.JavaScriptRequestChecker;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Knows the requests that a script of a page makes, not a person who goes somewhere: without a session they get 499
 * instead of a way to the OIDC server, which a script could not go.
 */
@ApplicationScoped
class ScriptedRequests implements JavaScriptRequestChecker {

    private static final String EVENTS = "text/event-stream";

    @Override
    public boolean isJavaScriptRequest(RoutingContext context) {
        return context.request().getHeader("HX-Request") != null || isStream(context);
    }

    /** A page that asks for its own news, by a clock or in a stream, is no sign that anybody sits before it. */
    static boolean isUnattended(RoutingContext context) {
        return context.request().getHeader("Segue-Unattended") != null || isStream(context);
    }

    private static boolean isStream(RoutingContext context) {
        return EVENTS.equals(context.request().getHeader("Accept"));
    }
}
