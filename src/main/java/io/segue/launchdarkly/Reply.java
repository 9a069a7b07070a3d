package io.segue.launchdarkly;

import java.net.http.HttpHeaders;

/** What LaunchDarkly answered; the body may be cut, and may carry secrets of an environment: never logged, never kept. */
record Reply(int status, HttpHeaders headers, byte[] body) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "answer " + status;
    }
}
