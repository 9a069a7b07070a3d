package io.segue.dashboard.support;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why something fails, as support needs to know it: what it means, who must act, and how. */
enum Cause {
    TOKEN_REFUSED(
            "credentials-refused",
            "sync",
            "LaunchDarkly refuses the access token",
            "The customer",
            "An editor gives the connection a new token, on its page. The sync goes on by itself then."),
    ENVIRONMENT_GONE(
            "not-found",
            "sync",
            "The LaunchDarkly environment is gone",
            "The customer",
            "Someone deleted it, or the token sees it no more. An editor checks the connection, or makes another one."),
    KEYS_REFUSED(
            "rejected",
            "sync",
            "LaunchDarkly refuses every key",
            "The customer",
            "Usually the wrong field was chosen for the key. An editor looks at the run, and changes the field."),
    UNAVAILABLE(
            "unavailable",
            "sync",
            "LaunchDarkly cannot be reached",
            "Nobody, unless it is many",
            "It is tried again by itself. When many tenants have it: look at LaunchDarkly’s status page, and whether"
                    + " our way out is open."),
    LIMITED(
            "rate-limited",
            "sync",
            "LaunchDarkly limits us",
            "Nobody",
            "It goes on when LaunchDarkly allows it. When it comes back often, something else uses the same account a"
                    + " lot."),
    CONFLICT(
            "conflict",
            "sync",
            "LaunchDarkly’s segment was changed by somebody else meanwhile",
            "Nobody",
            "It is tried again by itself. When it stays, another integration writes the same segment."),
    OTHER_SYNC(
            "unknown",
            "sync",
            "A sync fails for a reason of its own",
            "Support",
            "Look at its last run, as the customer sees it."),
    HEAP_REFUSED(
            "heap-refused",
            "hook",
            "Heap’s calls are refused",
            "The customer",
            "The inbox and Set up show the same reason, and what to do about it."),
    DELIVERY_FAILED(
            "delivery-failed",
            "call",
            "Deliveries could not be applied",
            "Support",
            "They are kept. Find the cause in the logs: the error names the delivery."),
    DELIVERY_UNUSABLE(
            "delivery-unusable",
            "call",
            "Heap sent what we cannot read",
            "Support",
            "The inbox has the call with the exact fault. When several tenants have it, Heap has changed something."),
    DELIVERY_STALE(
            "delivery-stale",
            "call",
            "Heap’s calls were signed too long ago, or ahead of us",
            "Support",
            "When several tenants have it, check our clocks. Else widen the tenant’s window, and have Heap send"
                    + " again."),
    DELIVERY_CONFLICT(
            "delivery-conflict",
            "call",
            "Heap sent the same page twice, with different contents",
            "The customer",
            "The second one was not applied. Have Heap send the segment again."),
    SILENCE(
            "silence",
            "hook",
            "Nothing comes from Heap any more",
            "The customer",
            "Heap usually sends every 4 hours. Is the integration still in Heap, with this URL, and the segment’s sync"
                    + " on?"),
    HELD("held", "hold", "Removals wait for a decision", "The customer", "An editor approves or rejects them.");

    private final String code;
    private final String unit;
    private final String title;
    private final String whoActs;
    private final String remedy;

    /** The unit is of what is counted for a tenant. */
    Cause(String code, String unit, String title, String whoActs, String remedy) {
        this.code = code;
        this.unit = unit;
        this.title = title;
        this.whoActs = whoActs;
        this.remedy = remedy;
    }

    /** As the statement in {@link Failures} and addresses name it; a failure without a cause that we know is support's. */
    static Cause of(String code) {
        return find(code).orElse(OTHER_SYNC);
    }

    static Optional<Cause> find(String code) {
        return Arrays.stream(values()).filter(cause -> cause.code.equals(code)).findFirst();
    }

    public String code() {
        return code;
    }

    public String unit() {
        return unit;
    }

    public String title() {
        return title;
    }

    public String whoActs() {
        return whoActs;
    }

    /** Within a sentence. */
    public String whoActsWithin() {
        return whoActs.substring(0, 1).toLowerCase(Locale.ROOT) + whoActs.substring(1);
    }

    public String remedy() {
        return remedy;
    }
}
