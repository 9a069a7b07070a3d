package io.segue.alert.send;

import io.segue.alert.AlertConfig;
import io.segue.alert.EventType;
import io.segue.platform.http.Breakage;
import io.segue.platform.http.Reply;
import io.segue.platform.http.RetryAfter;
import io.segue.platform.outbound.OutboundCalls;
import io.segue.platform.outbound.RefusedAddressException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Notices by HTTP. */
@ApplicationScoped
class Posts {

    private static final int GONE = 410;

    private final OutboundCalls calls;
    private final Bodies bodies;
    private final AlertConfig config;
    private final Clock clock;

    Posts(OutboundCalls calls, Bodies bodies, AlertConfig config, Clock clock) {
        this.calls = calls;
        this.bodies = bodies;
        this.config = config;
        this.clock = clock;
    }

    Outcome toSlack(Message message) {
        return post(message.target().address().value(), Map.of(), bodies.slack(message));
    }

    Outcome toPagerDuty(Message message) {
        String url = (message.target().isEu() ? config.pagerdutyEuUrl() : config.pagerdutyUrl()).toString();
        Outcome outcome = post(url, Map.of(), bodies.pagerDuty(message, message.isRecovery()));
        boolean isTest = message.event() == EventType.TEST && outcome.kind() == Outcome.Kind.DELIVERED;
        // Nobody has to close what only was a test.
        return isTest ? post(url, Map.of(), bodies.pagerDuty(message, true)) : outcome;
    }

    Outcome toWebhook(Message message) {
        String body = bodies.event(message);
        Map<String, String> signed = StandardWebhook.headers(
                message.id(), clock.instant(), body, message.target().signing());
        return post(message.target().address().value(), signed, body);
    }

    private Outcome post(String url, Map<String, String> own, String body) {
        Map<String, String> headers = new HashMap<>(own);
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Segue");
        try {
            return graded(calls.post(url, headers, body.getBytes(StandardCharsets.UTF_8), config.callTime()));
        } catch (RefusedAddressException e) {
            return Outcome.hopeless(0, "Not called: " + e.why());
        } catch (IOException e) {
            return Outcome.again(0, "No answer: " + Breakage.reason("the target", e), java.util.Optional.empty());
        }
    }

    private Outcome graded(Reply reply) {
        Instant now = clock.instant();
        int status = reply.status();
        if (reply.isSuccess()) {
            return Outcome.delivered(status, "Answered " + status);
        }
        if (status == GONE) {
            return Outcome.hopeless(status, "Answered 410: it is gone for good");
        }
        boolean isElsewhere = status >= 300 && status < 400;
        return Outcome.again(
                status,
                "Answered " + status + (isElsewhere ? ": it points elsewhere, and that is not followed" : ""),
                RetryAfter.in(reply.headers(), now));
    }
}
