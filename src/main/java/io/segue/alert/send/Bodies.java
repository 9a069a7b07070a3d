package io.segue.alert.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.alert.Level;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is posted to whom: the same words in each target's own form. */
@ApplicationScoped
class Bodies {

    private static final int LONGEST_SUMMARY = 1_024;

    private final ObjectMapper json;

    Bodies(ObjectMapper json) {
        this.json = json;
    }

    /** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; others take the same. */
    String slack(Message message) {
        return write(Map.of(
                "text",
                "*" + escaped(message.headline()) + "*\n" + escaped(message.detail()) + "\n<" + message.url()
                        + "|Open in Segue>"));
    }

    /** https://developer.pagerduty.com/docs/send-alert-event: one incident for an alert, resolved with it. */
    String pagerDuty(Message message, boolean isResolved) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", message.target().address().value());
        event.put("event_action", isResolved ? "resolve" : "trigger");
        event.put("dedup_key", message.about());
        if (!isResolved) {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("summary", shortened(message.headline()));
            payload.put("source", "segue:" + message.tenant());
            payload.put("severity", severity(message));
            payload.put("timestamp", message.at().toString());
            payload.put("class", message.kind());
            payload.put("custom_details", Map.of("detail", message.detail()));
            event.put("payload", payload);
            event.put("client", "Segue");
            event.put("client_url", message.url());
        }
        return write(event);
    }

    String event(Message message) {
        try {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("type", message.event().word());
            event.put("timestamp", message.at().toString());
            event.put("data", json.readTree(message.data()));
            return write(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Reading what is to be told failed", e);
        }
    }

    private static String severity(Message message) {
        return message.level()
                .map(level -> level == Level.CRITICAL ? "critical" : "warning")
                .orElse("info");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY);
    }

    /** Slack's three: https://docs.slack.dev/messaging/formatting-message-text */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing what is to be told failed", e);
        }
    }
}
