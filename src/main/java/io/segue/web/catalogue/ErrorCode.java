package io.segue.web.catalogue;

import static io.segue.web.catalogue.Actor.CALLER;
import static io.segue.web.catalogue.Actor.CUSTOMER;
import static io.segue.web.catalogue.Actor.NOBODY;
import static io.segue.web.catalogue.Actor.OPERATOR;
import static io.segue.web.catalogue.Actor.OWNER;
import static io.segue.web.catalogue.Actor.SUPPORT;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The error catalogue: whatever can fail and be shown, each under a code that stays as it is once published, with what it
 * means, who must act, and how. Nothing is shown as failed without one.
 */
public enum ErrorCode {
    CREDENTIALS_REFUSED(
            Area.SENDING,
            "LaunchDarkly refuses the access token",
            CUSTOMER,
            "An editor gives the connection a new token, on its page. The sync goes on by itself then."),
    NOT_FOUND(
            Area.SENDING,
            "The LaunchDarkly environment is gone",
            CUSTOMER,
            "Someone deleted it, or the token sees it no more. An editor checks the connection, or makes another one."),
    REJECTED(
            Area.SENDING,
            "LaunchDarkly refuses what is sent",
            CUSTOMER,
            "A call that is refused is cut in halves until the keys are found that LaunchDarkly does not take: they go to"
                    + " the quarantine. When the whole run fails with it, usually the wrong field was chosen for the key. An"
                    + " editor looks at the run, and changes the field."),
    UNAVAILABLE(
            Area.SENDING,
            "LaunchDarkly cannot be reached",
            NOBODY,
            "It is tried again by itself. When many tenants have it: look at LaunchDarkly’s status page, and our way out."),
    RATE_LIMITED(
            Area.SENDING,
            "LaunchDarkly limits us",
            NOBODY,
            "It goes on when LaunchDarkly allows it. When it comes back often, something else uses the account a lot."),
    CONFLICT(
            Area.SENDING,
            "LaunchDarkly’s segment was changed by somebody else meanwhile",
            NOBODY,
            "It is tried again by itself. When it stays, another integration writes the same segment."),
    STOPPED_BY_A_PERSON(
            Area.SENDING,
            "A person ended the run",
            NOBODY,
            "What LaunchDarkly had confirmed counts. The rest is sent when the sync is resumed or run again."),
    UNKNOWN(
            Area.SENDING,
            "A sync fails for a reason of its own",
            SUPPORT,
            "Look at its last run, as the customer sees it."),
    KEY_QUARANTINED(
            Area.SENDING,
            "LaunchDarkly refuses one key",
            CUSTOMER,
            "The others were delivered. LaunchDarkly’s words stand beside the key, in the quarantine. Correct it where it"
                    + " comes from, and send it again."),
    SEGMENT_LOST(
            Area.SENDING,
            "LaunchDarkly lost the segment",
            NOBODY,
            "Somebody deleted it there. Everything is sent again by itself. To be rid of it, turn the segment off here."),
    NOT_COMPARED(
            Area.SENDING,
            "What LaunchDarkly holds could not be compared",
            CUSTOMER,
            "The words beside it say why: often the token may not read, or the plan has no export. Nothing was changed."),
    HELD(Area.SENDING, "Removals wait for a decision", CUSTOMER, "An editor approves or rejects them."),

    HEAP_REFUSED(
            Area.RECEIVING,
            "Heap’s calls are refused",
            CUSTOMER,
            "The inbox and Set up show the same reason, and what to do about it."),
    DELIVERY_FAILED(
            Area.RECEIVING,
            "Deliveries could not be applied",
            SUPPORT,
            "They are kept. Find the cause in the logs: the error names the delivery."),
    DELIVERY_UNUSABLE(
            Area.RECEIVING,
            "Heap sent what we cannot read",
            SUPPORT,
            "The inbox has the call with the exact fault. When several tenants have it, Heap has changed something."),
    DELIVERY_STALE(
            Area.RECEIVING,
            "Heap’s calls were signed too long ago, or ahead of us",
            SUPPORT,
            "When several tenants have it, check our clocks. Else widen the tenant’s window, and have Heap send again."),
    DELIVERY_FOREIGN(
            Area.RECEIVING,
            "Heap’s calls name another Heap account",
            OWNER,
            "They are kept, and not applied. An owner accepts the new id_token, on the delivery’s page or on Set up: then they"
                    + " are applied. If the account is not yours, save a new webhook secret."),
    DELIVERY_CONFLICT(
            Area.RECEIVING,
            "Heap sent the same page twice, with different contents",
            CUSTOMER,
            "The second one was not applied. Have Heap send the segment again."),
    TASK_INCOMPLETE(
            Area.RECEIVING,
            "Heap sent only some pages of a segment",
            CUSTOMER,
            "What came is applied; Heap’s later tasks do not repeat the rest. Is a page in the inbox, but not applied? Replay it"
                    + " there. Else have Heap send the segment again."),
    SILENCE(
            Area.RECEIVING,
            "Nothing comes from Heap any more",
            CUSTOMER,
            "Heap usually sends every 4 hours. Is the integration still in Heap, with this URL, and the sync on?"),

    FLAGS_STOPPED(
            Area.FLAGS,
            "Flags cannot be told to Heap",
            CUSTOMER,
            "The sentence beside it says what is missing or refused: the environment’s SDK key, Heap’s app ID, or what was"
                    + " sent. An editor corrects it under Flags to Heap."),
    FLAGS_FAILED(
            Area.FLAGS,
            "Flags could not be told to Heap this time",
            NOBODY,
            "It is tried again by itself; what Heap was not told is told then. When many tenants have it: look at our way out."),
    USER_REFUSED(
            Area.FLAGS,
            "Heap refuses what is written of one user",
            CUSTOMER,
            "The others were written. Heap’s words stand beside the user, who is tried again when the values are others."),
    EVENT_REFUSED(
            Area.FLAGS,
            "Heap refuses the event of one changed flag",
            CUSTOMER,
            "The others were sent. Heap’s words stand beside the change; that event is not sent again."),
    FLAG_CHANGES_REFUSED(
            Area.FLAGS,
            "LaunchDarkly’s calls that tell of changed flags are refused",
            CUSTOMER,
            "The page says why: usually LaunchDarkly signs with another secret, or not at all. An editor saves the"
                    + " webhook’s secret again."),
    ERASURE_HINDERED(
            Area.ERASING,
            "LaunchDarkly does not let an erased person go",
            CUSTOMER,
            "It is told again until it does. Mend the connection; where the environment is gone, an owner removes the"
                    + " person there by hand, and says so on the erasure’s page."),
    HEAP_DELETION_REFUSED(
            Area.ERASING,
            "Heap does not take the request to delete a person",
            OWNER,
            "Enter Heap’s API key again under Erasures, then press “Ask Heap again” on the erasure’s page."),

    ALERT_TARGET_REFUSED(
            Area.ALERTING,
            "The address of a target is not called",
            CUSTOMER,
            "Alerts go to https:// addresses on the open internet only. An editor gives one that is reached from outside; who"
                    + " runs Segue can allow an address of the own network."),
    ALERT_NOT_DELIVERED(
            Area.ALERTING,
            "A notice could not be delivered",
            CUSTOMER,
            "The answer stands beside it, on the page Alerts. An editor mends the target, tests it, and sends the notice again."),

    INVALID_REQUEST(
            Area.ASKING,
            "What was asked is not understood",
            CALLER,
            "The sentence beside it names the value, what was expected and what came. Correct it and ask again."),
    NOT_SIGNED_IN(
            Area.ASKING,
            "Nobody is signed in, or the token is not valid",
            CALLER,
            "Sign in, or send an API token that was not revoked, as the header Authorization: Bearer."),
    NOT_ALLOWED(
            Area.ASKING,
            "The role or the token does not allow it",
            OWNER,
            "An owner gives another role under People, or makes an API token that may."),
    ONLY_A_LOOK(
            Area.ASKING,
            "Support only looks",
            SUPPORT,
            "What is to change, the tenant’s own people change. Support asks them."),
    TENANT_SUSPENDED(
            Area.ASKING,
            "The tenant is suspended",
            SUPPORT,
            "Support enables it again. What Heap sends meanwhile is not taken."),
    MISSING(
            Area.ASKING,
            "There is nothing here",
            CALLER,
            "The address is wrong, what it names was removed, or it belongs to others: all three are answered alike."),
    NOT_POSSIBLE_NOW(
            Area.ASKING,
            "It does not go with the state that things are in",
            CALLER,
            "The sentence beside it says what stands in the way. Look again: somebody may have changed it just now."),
    PLAN_OUTDATED(
            Area.ASKING,
            "The tenant or the document changed since the plan was made",
            CALLER,
            "Nothing was changed. Make a plan again, read it, and apply that one."),
    PLAN_NEEDED(
            Area.ASKING,
            "The document takes members out of LaunchDarkly, and nobody has seen the plan",
            CALLER,
            "Nothing was changed. Make a plan, read what it removes, and apply with its fingerprint."),
    CHANGED_MEANWHILE(
            Area.ASKING,
            "It is at another version than the change was meant for",
            CALLER,
            "Read it again, look at what somebody else changed, and ask anew with its ETag as If-Match."),
    KEY_REUSED(
            Area.ASKING,
            "An Idempotency-Key came again with something else",
            CALLER,
            "A key is for one call: the same address and body. Take a new one for a new call."),
    STILL_GOING_ON(
            Area.ASKING,
            "The same call is being carried out just now",
            CALLER,
            "Ask again in a second, with the same Idempotency-Key: then the answer of the first one is here."),
    CANNOT_BE_USED(
            Area.ASKING,
            "LaunchDarkly’s answer rules the connection out",
            CUSTOMER,
            "The step that failed says what is missing: usually a right of the token, or an instance that has no synced"
                    + " segments."),
    TOO_MANY(
            Area.ASKING,
            "That was asked too often",
            CALLER,
            "Wait as long as the answer says, then ask again. Nothing was lost."),
    LAUNCHDARKLY_SILENT(
            Area.ASKING, "LaunchDarkly did not answer", NOBODY, "Ask again in a minute. Nothing was changed."),
    INTERNAL(
            Area.ASKING,
            "Something went wrong on our side",
            OPERATOR,
            "It was not carried out. The reference that stands beside it finds the cause in the log.");

    private final Area area;
    private final String meaning;
    private final Actor actor;
    private final String remedy;

    ErrorCode(Area area, String meaning, Actor actor, String remedy) {
        this.area = area;
        this.meaning = meaning;
        this.actor = actor;
        this.remedy = remedy;
    }

    public static Optional<ErrorCode> find(String code) {
        return Arrays.stream(values())
                .filter(error -> error.code().equals(code))
                .findFirst();
    }

    /** As it was written down: whatever we do not know any more is support's. */
    public static ErrorCode of(String code) {
        return find(code).orElse(UNKNOWN);
    }

    /** Such as {@code credentials-refused}; it never changes. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where it is explained, on this installation. */
    public String page() {
        return "/errors#" + code();
    }

    public Area area() {
        return area;
    }

    public String meaning() {
        return meaning;
    }

    public Actor actor() {
        return actor;
    }

    public String remedy() {
        return remedy;
    }
}
