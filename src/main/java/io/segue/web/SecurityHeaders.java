package io.segue.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.segue.web.catalogue.ErrorCode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The very front: refuses spellings of a path that two layers could read differently, and puts the same security
 * headers on every answer, errors included. No inline script or style anywhere.
 */
@ApplicationScoped
class SecurityHeaders {

    private static final int BEFORE_EVERYTHING = 10_000;
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'";

    private final boolean https;

    SecurityHeaders(@ConfigProperty(name = "segue.url") String url) {
        this.https = url.startsWith("https:");
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_EVERYTHING);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        addHeaders(request.path(), context.response().headers());
        if (isAmbiguous(request.uri())) {
            refuse(context);
            return;
        }
        context.next();
    }

    private static void refuse(RoutingContext context) {
        String detail = "Reading the address: expected a plain path, got one with an encoded separator.";
        boolean isApi = context.request().uri().startsWith("/api/");
        context.response()
                .setStatusCode(400)
                .putHeader("Content-Type", isApi ? Problem.MEDIA_TYPE : "text/plain;charset=UTF-8")
                .end(
                        isApi
                                ? JsonObject.mapFrom(
                                                Problem.of(ErrorCode.INVALID_REQUEST, 400, "Not understood", detail))
                                        .encode()
                                : detail + "\n");
    }

    private void addHeaders(String path, MultiMap headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (https) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        if (path != null && !path.startsWith("/assets/") && !path.startsWith("/webjars/")) {
            headers.set("Cache-Control", "no-store");
        }
    }

    /** Spellings that a router and a policy may take for different paths; none of ours needs one. */
    static boolean isAmbiguous(String uri) {
        int query = uri.indexOf('?');
        String path = (query < 0 ? uri : uri.substring(0, query)).toLowerCase(Locale.ROOT);
        return path.contains("%2f")
                || path.contains("%5c")
                || path.contains("%3b")
                || path.contains("%2e")
                || path.contains("%25")
                || path.contains("%00")
                || path.contains(";")
                || path.contains("\\")
                || path.contains("//")
                || path.contains("/./")
                || path.contains("/../")
                || path.endsWith("/.")
                || path.endsWith("/..")
                || path.chars().anyMatch(c -> c < 0x21 || c == 0x7f)
                || hasNeedlessEncoding(path);
    }

    /** Controls, and what needs no encoding: the router decodes it, whoever compares the raw path does not. */
    private static boolean hasNeedlessEncoding(String path) {
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            int decoded = i + 2 < path.length() ? hex(path.charAt(i + 1)) * 16 + hex(path.charAt(i + 2)) : -1;
            boolean isPlain = (decoded >= '0' && decoded <= '9')
                    || (decoded >= 'A' && decoded <= 'Z')
                    || (decoded >= 'a' && decoded <= 'z')
                    || "-._~".indexOf(decoded) >= 0;
            if (decoded < 0x20 || decoded == 0x7f || isPlain) {
                return true;
            }
        }
        return false;
    }

    /** Far below nothing for what is no digit: such an encoding is refused too. */
    private static int hex(char digit) {
        int value = Character.digit(digit, 16);
        return value < 0 ? -1000 : value;
    }
}
