package io.segue.api.repeat;

import java.util.Map;

/** What a call was answered. */
record KeptAnswer(int status, Map<String, String> headers, String body) {

    KeptAnswer {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "***";
    }
}
