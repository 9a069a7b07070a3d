package io.segue.heap;

import io.quarkus.logging.Log;
import io.segue.inbox.ClockSkew;
import io.segue.inbox.UnreadablePageException;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.hook.HookLookup;
import io.segue.inbox.hook.HookNotes;
import io.segue.inbox.intake.Inbox;
import io.segue.inbox.intake.Receipt;
import io.segue.platform.Database;
import io.segue.platform.Secret;
import io.segue.platform.observe.Traced;
import io.segue.web.gate.Caller;
import io.segue.web.gate.HookGate;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where Heap's servers call: exactly 200 when the page is durable, one and the same 403 for everything that is not
 * authenticated, 503 when the page could be lost.
 */
@Path("/hooks/heap")
public class HeapHookResource {

    /** The sender is answered within two seconds, also when the database hangs; reading a large page comes on top. */
    private static final Duration PATIENCE = Duration.ofMillis(1_600);

    private final HookLookup hooks;
    private final Inbox inbox;
    private final HookNotes notes;
    private final HookGate gate;
    private final HookWatch watch;
    private final Database database;
    private final Clock clock;

    HeapHookResource(
            HookLookup hooks,
            Inbox inbox,
            HookNotes notes,
            HookGate gate,
            HookWatch watch,
            Database database,
            Clock clock) {
        this.database = database;
        this.hooks = hooks;
        this.inbox = inbox;
        this.notes = notes;
        this.gate = gate;
        this.watch = watch;
        this.clock = clock;
    }

    @POST
    @Path("/{token}")
    @PermitAll
    @Blocking
    @Operation(hidden = true)
    public Response receive(
            @PathParam("token") String token,
            @Context HttpHeaders headers,
            @Context RoutingContext context,
            byte @Nullable [] body) {
        long start = System.nanoTime();
        HookVerdict verdict = HookGate.callerOf(context)
                .map(caller -> verdict(token, caller, headers, body == null ? new byte[0] : body))
                .orElse(HookVerdict.REFUSED);
        watch.answered(verdict, System.nanoTime() - start);
        return verdict.response();
    }

    private HookVerdict verdict(String token, Caller caller, HttpHeaders headers, byte[] body) {
        try {
            return database.within(
                    PATIENCE, () -> judge(token, caller, headers.getRequestHeader(HeapSignature.HEADER), body));
        } catch (RuntimeException e) {
            Log.errorf(e, "A page could not be stored; the sender was told to try again");
            return HookVerdict.NOT_STORED;
        }
    }

    private HookVerdict judge(String token, Caller caller, List<String> headers, byte[] body) {
        if (isAmbiguous(headers)) {
            gate.wasForged(caller);
            hooks.byToken(token)
                    .ifPresent(hook -> notes.refused(
                            hook.tenant(),
                            "The header Heap-Hash came more than once, or has more than one ts or hmac: a proxy may have"
                                    + " doubled it."));
            return HookVerdict.AMBIGUOUS;
        }
        Optional<HookAccess> hook = hooks.byToken(token);
        hook.ifPresent(watch::isOf);
        Optional<HeapSignature> signature = headers.isEmpty() ? Optional.empty() : HeapSignature.parse(headers.get(0));
        Optional<List<Secret>> secrets = hook.map(HookAccess::secrets).filter(s -> !s.isEmpty());
        boolean isGenuine = database.uncounted(() -> signature
                        .orElseGet(() -> new HeapSignature("0000000000", new byte[32]))
                        .isMadeWith(secrets.orElse(List.of()), body))
                && signature.isPresent()
                && secrets.isPresent();
        if (isGenuine) {
            gate.wasGenuine(caller);
        } else {
            gate.wasForged(caller);
        }
        if (hook.isEmpty()) {
            return HookVerdict.REFUSED;
        }
        Optional<String> refusal = refusal(hook.get(), headers, signature, isGenuine);
        if (refusal.isPresent()) {
            notes.refused(hook.get().tenant(), refusal.get());
            return HookVerdict.REFUSED;
        }
        return take(hook.get(), signature.orElseThrow().signedAt(), body);
    }

    private HookVerdict take(HookAccess hook, Instant signedAt, byte[] body) {
        ClockSkew skew = new ClockSkew(signedAt, clock.instant());
        try (Traced work = watch.genuine(hook, body)) {
            Inbox.Page page = database.uncounted(() -> inbox.read(body));
            Receipt receipt = inbox.receive(hook, page, signedAt, skew.isBeyond(hook.window()));
            work.note("segue.verdict", HookVerdict.of(receipt).word());
            if (receipt == Receipt.STALE) {
                notes.refused(hook.tenant(), skew.explain(hook.window()));
            }
            return HookVerdict.of(receipt);
        } catch (UnreadablePageException e) {
            notes.refused(hook.tenant(), e.getMessage() + ". The signature was right.");
            return HookVerdict.UNREADABLE;
        }
    }

    /** The exact reason, for the customer's eyes only. */
    private static Optional<String> refusal(
            HookAccess hook, List<String> headers, Optional<HeapSignature> signature, boolean isGenuine) {
        if (!hook.enabled()) {
            return Optional.of("The integration is not enabled for this tenant. Support can enable it.");
        }
        if (hook.secrets().isEmpty()) {
            return Optional.of(
                    "No webhook secret is saved yet: in Heap, reveal the webhook secret, and paste it into Segue.");
        }
        if (headers.isEmpty()) {
            return Optional.of(
                    "The header Heap-Hash is missing: the call does not come from Heap, or a proxy removed it.");
        }
        if (signature.isEmpty()) {
            return Optional.of("The header Heap-Hash is malformed: expected ts:<10 or 13 digits>,hmac:<base64>.");
        }
        if (!isGenuine) {
            return Optional.of(
                    "The secret does not match: in Heap, reveal the webhook secret, and paste it into Segue again.");
        }
        return Optional.empty();
    }

    private static boolean isAmbiguous(List<String> headers) {
        return headers.size() > 1
                || (headers.size() == 1
                        && (HeapSignature.count(headers.get(0), "hmac") > 1
                                || HeapSignature.count(headers.get(0), "ts") > 1));
    }
}
