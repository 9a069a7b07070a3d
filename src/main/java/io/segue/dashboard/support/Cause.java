package io.segue.dashboard.support;

import io.segue.web.catalogue.ErrorCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An error of the catalogue that support looks for in all tenants, and what is counted of it. */
enum Cause {
    TOKEN_REFUSED(ErrorCode.CREDENTIALS_REFUSED, "sync"),
    ENVIRONMENT_GONE(ErrorCode.NOT_FOUND, "sync"),
    KEYS_REFUSED(ErrorCode.REJECTED, "sync"),
    UNAVAILABLE(ErrorCode.UNAVAILABLE, "sync"),
    LIMITED(ErrorCode.RATE_LIMITED, "sync"),
    CONFLICT(ErrorCode.CONFLICT, "sync"),
    OTHER_SYNC(ErrorCode.UNKNOWN, "sync"),
    HEAP_REFUSED(ErrorCode.HEAP_REFUSED, "hook"),
    DELIVERY_FAILED(ErrorCode.DELIVERY_FAILED, "call"),
    DELIVERY_UNUSABLE(ErrorCode.DELIVERY_UNUSABLE, "call"),
    DELIVERY_STALE(ErrorCode.DELIVERY_STALE, "call"),
    DELIVERY_FOREIGN(ErrorCode.DELIVERY_FOREIGN, "call"),
    DELIVERY_CONFLICT(ErrorCode.DELIVERY_CONFLICT, "call"),
    SILENCE(ErrorCode.SILENCE, "hook"),
    HELD(ErrorCode.HELD, "hold");

    private final ErrorCode error;
    private final String unit;

    Cause(ErrorCode error, String unit) {
        this.error = error;
        this.unit = unit;
    }

    /** As the statement in {@link Failures} and addresses name it; a failure without a cause that we know is support's. */
    static Cause of(String code) {
        return find(code).orElse(OTHER_SYNC);
    }

    static Optional<Cause> find(String code) {
        return Arrays.stream(values())
                .filter(cause -> cause.code().equals(code))
                .findFirst();
    }

    public String code() {
        return error.code();
    }

    public ErrorCode error() {
        return error;
    }

    public String unit() {
        return unit;
    }

    public String title() {
        return error.meaning();
    }

    public String whoActs() {
        return error.actor().words();
    }

    /** Within a sentence. */
    public String whoActsWithin() {
        return whoActs().substring(0, 1).toLowerCase(Locale.ROOT) + whoActs().substring(1);
    }

    public String remedy() {
        return error.remedy();
    }
}
