package io.segue.bench.sink;

import io.vertx.core.buffer.Buffer;

/** Answers as Heap's manifest renders them. */
final class Answers {

    private Answers() {}

    static Buffer success(String environment, String segment) {
        return Buffer.buffer(String.format(
                "{\"projectId\":\"bench\",\"environmentId\":\"%1$s\",\"segmentId\":\"heap-inbound-%2$s\","
                        + "\"segmentUrl\":\"https://app.launchdarkly.com/bench/%1$s/segments/heap-inbound-%2$s\","
                        + "\"status\":\"success\"}",
                environmentKey(environment), segment));
    }

    static Buffer failure(int status, String message) {
        return Buffer.buffer(String.format(
                "{\"projectId\":\"\",\"environmentId\":\"\",\"segmentId\":\"\",\"segmentUrl\":\"\","
                        + "\"status\":\"failure\",\"error\":{\"message\":\"%s\",\"code\":%d}}",
                message.replaceAll("[\"\\\\\\p{Cntrl}]", "'"), status));
    }

    static String environmentKey(String environment) {
        return "env-" + environment;
    }
}
