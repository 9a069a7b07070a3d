package io.segue.alert.send;

import io.segue.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The heads of a signed webhook: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
final class StandardWebhook {

    private static final String PREFIX = "whsec_";

    private StandardWebhook() {}

    /** Signed with every secret in use, so that a receiver may change at its own time. */
    static Map<String, String> headers(String id, Instant now, String body, List<Secret> secrets) {
        String timestamp = Long.toString(now.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + sign(secret, id + "." + timestamp + "." + body))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private static String sign(Secret secret, String text) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.value().substring(PREFIX.length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing from this Java", e);
        }
    }
}
