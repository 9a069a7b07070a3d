package io.segue.heap;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.segue.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Sends pages as Heap does, to one webhook URL. */
final class TestingHeap {

    private final String token;
    private final Secret secret;
    private Instant signedAt = Instant.now();

    TestingHeap(Secret token, Secret secret) {
        this.token = token.value();
        this.secret = secret;
    }

    TestingHeap signingAt(Instant at) {
        signedAt = at;
        return this;
    }

    static String page(String task, int number, String more) {
        return "{" + more
                + "\"action_type\":\"segment.users.sync\",\"data\":{\"segment\":{\"id\":77,\"name\":\"Seven\"},"
                + "\"sync_info\":{\"page_number\":" + number + ",\"total_pages\":9,\"sync_task_id\":\"" + task + "\"},"
                + "\"add\":[{\"id\":\"a@example.com\"}]}}";
    }

    Response send(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String ts = Long.toString(signedAt.toEpochMilli());
        return send(
                "ts:" + ts + ",hmac:" + Base64.getEncoder().encodeToString(HeapSignature.sign(secret, ts, bytes)),
                bytes);
    }

    Response send(String header, byte[] body) {
        return given().header("Heap-Hash", header)
                .contentType("application/json")
                .body(body)
                .post("/hooks/heap/" + token);
    }

    /** With a MAC that nobody made. */
    Response sendForged() {
        return send(
                "ts:" + signedAt.toEpochMilli() + ",hmac:" + "A".repeat(43) + "=",
                "{}".getBytes(StandardCharsets.UTF_8));
    }
}
