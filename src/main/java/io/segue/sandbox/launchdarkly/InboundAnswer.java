package io.segue.sandbox.launchdarkly;

import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers as the manifest's template renders them: URLs escaped for HTML, error messages not escaped at all. */
final class InboundAnswer {

    private InboundAnswer() {}

    static Response success(LaunchDarklyEnvironment environment, InboundCall call, URI page) {
        return json(
                200, """
                {"projectId":"%s","environmentId":"%s","segmentId":"%s","segmentUrl":"%s","status":"success"}""".formatted(Account.PROJECT_KEY, environment.key(), quoted(call.segmentKey()), escaped(page)));
    }

    static Response failure(int status, String message) {
        return json(status, """
                {"projectId":"","environmentId":"","segmentId":"","segmentUrl":"","status":"failure",\
                "error":{"message":"%s","code":%d}}""".formatted(message, status));
    }

    private static Response json(int status, String body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }

    private static String escaped(URI url) {
        return url.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#x27;")
                .replace("`", "&#x60;")
                .replace("=", "&#x3D;");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
