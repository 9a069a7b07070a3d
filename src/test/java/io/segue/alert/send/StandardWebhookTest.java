package io.segue.alert.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.platform.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandardWebhookTest {

    /** https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/java/src/test */
    @Test
    void signsAsTheStandardsOwnExample() {
        Map<String, String> headers = StandardWebhook.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}",
                List.of(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

        assertThat(headers)
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEverySecretInUse() {
        Secret secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Secret before = new Secret("whsec_c2VjcmV0IG9mIHllc3RlcmRheSwgMzIgYnl0ZXMgbG9uZw==");

        String signature = StandardWebhook.headers("msg_1", Instant.EPOCH, "{}", List.of(secret, before))
                .get("webhook-signature");

        assertThat(signature.split(" ")).hasSize(2).allMatch(one -> one.startsWith("v1,"));
    }
}
