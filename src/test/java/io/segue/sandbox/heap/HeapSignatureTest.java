package io.segue.sandbox.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeapSignatureTest {

    /** The second golden vector of the contract, checked there with three other libraries. */
    @Test
    void signsTimestampAndRawBytes() {
        String body = "{\"id_token\":\"7a36ae58-c4b9-11eb-8529-0242ac130003\",\"action_type\":\"segment.users.sync\","
                + "\"customer_config\":{\"fields\":[]},\"data\":{\"segment\":{\"id\":1338065,"
                + "\"name\":\"Zürich – power users\"},\"sync_info\":{\"page_number\":1,\"total_pages\":1,"
                + "\"sync_task_id\":\"afe74af0-496e-11ec-81d3-0242ac130003\"},\"add\":[{\"id\":\"user1@email.com\"}]}}";

        String header =
                HeapSignature.header("test_webhook_secret", 1_700_000_000_000L, body.getBytes(StandardCharsets.UTF_8));

        assertThat(header).isEqualTo("ts:1700000000000,hmac:GPqyw3XOK1YdcDZ/KbWITfyARBvVBbO44wjr2blyWQ8=");
    }
}
