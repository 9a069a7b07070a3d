package io.segue.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.segue.web.catalogue.ErrorCode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets only forms of our own pages change something. The framework's check of the CSRF token passes whatever is no form,
 * a request without a body among them; and a browser that knows says where a request began.
 */
@ApplicationScoped
class FormGuard {

    private static final String API = "/api/";
    private static final int BEHIND_THE_HEADERS = 9_500;
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** Bearer tokens, signatures, and the imitations of others: no cookie makes these calls. */
    private static final List<String> WITHOUT_COOKIES = List.of("/api/", "/hooks/", "/sandbox/");

    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/form-data");

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEHIND_THE_HEADERS);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = String.valueOf(context.normalizedPath());
        if (path.startsWith(API) && !READING.contains(request.method()) && isForm(request)) {
            // The framework's check of forms would refuse it without a word.
            refuseForm(context);
            return;
        }
        boolean isExempt =
                READING.contains(request.method()) || WITHOUT_COOKIES.stream().anyMatch(path::startsWith);
        if (isExempt || (isForm(request) && isFromOurPages(request))) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "text/plain;charset=UTF-8")
                .end("Changing something: expected a form of one of our own pages, got something else."
                        + " Go back, reload the page, and try again.\n");
    }

    private static void refuseForm(RoutingContext context) {
        String detail = "Reading the body: expected JSON, got a form. Send Content-Type: application/json.";
        context.response()
                .setStatusCode(415)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(JsonObject.mapFrom(Problem.of(ErrorCode.INVALID_REQUEST, 415, "Unsupported media type", detail))
                        .encode());
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && FORMS.stream().anyMatch(type.toLowerCase(Locale.ROOT)::startsWith);
    }

    private static boolean isFromOurPages(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin") || site.equals("none");
    }
}
