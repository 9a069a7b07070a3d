package io.segue.platform.http;

import java.net.http.HttpHeaders;

/** What a vendor answered; the body may be cut, and may carry secrets: never logged, never kept. */
public record Reply(int status, HttpHeaders headers, byte[] body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
        return "answer " + status;
    }
}
