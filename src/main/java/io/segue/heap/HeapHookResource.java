package io.segue.heap;

import io.quarkus.logging.Log;
import io.segue.inbox.ClockSkew;
import io.segue.inbox.UnreadablePageException;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.hook.HookLookup;
import io.segue.inbox.hook.HookNotes;
import io.segue.inbox.intake.Inbox;
import io.segue.inbox.intake.Receipt;
import io.segue.platform.Secret;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where Heap's servers call: exactly 200 when the page is durable, one and the same 403 for everything that is not
 * authenticated, 503 when the page could be lost.
 */
@Path("/hooks/heap")
public class HeapHookResource {

    private static final String REFUSED = "{\"error\":\"Invalid signature\"}";

    private final HookLookup hooks;
    private final Inbox inbox;
    private final HookNotes notes;
    private final HookGate gate;
    private final Clock clock;

    HeapHookResource(HookLookup hooks, Inbox inbox, HookNotes notes, HookGate gate, Clock clock) {
        this.hooks = hooks;
        this.inbox = inbox;
        this.notes = notes;
        this.gate = gate;
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
        try {
            Optional<Caller> caller = HookGate.callerOf(context);
            return caller.isEmpty()
                    ? answer(403, REFUSED)
                    : judge(
                            token,
                            caller.get(),
                            headers.getRequestHeader(HeapSignature.HEADER),
                            body == null ? new byte[0] : body);
        } catch (RuntimeException e) {
            Log.errorf(e, "A page could not be stored; the sender was told to try again");
            return Response.status(503)
                    .header("Retry-After", 5)
                    .type(MediaType.APPLICATION_JSON)
                    .entity("{\"error\":\"The page could not be stored. Try again.\"}")
                    .build();
        }
    }

    private Response judge(String token, Caller caller, List<String> headers, byte[] body) {
        if (isAmbiguous(headers)) {
            gate.wasForged(caller);
            hooks.byToken(token)
                    .ifPresent(hook -> notes.refused(
                            hook.tenant(),
                            "The header Heap-Hash came more than once, or has more than one ts or hmac: a proxy may have"
                                    + " doubled it."));
            return answer(400, "{\"error\":\"Expected one Heap-Hash header with one ts and one hmac\"}");
        }
        Optional<HookAccess> hook = hooks.byToken(token);
        Optional<HeapSignature> signature = headers.isEmpty() ? Optional.empty() : HeapSignature.parse(headers.get(0));
        Optional<List<Secret>> secrets = hook.map(HookAccess::secrets).filter(s -> !s.isEmpty());
        boolean isGenuine = signature
                        .orElseGet(() -> new HeapSignature("0000000000", new byte[32]))
                        .isMadeWith(secrets.orElse(List.of()), body)
                && signature.isPresent()
                && secrets.isPresent();
        if (isGenuine) {
            gate.wasGenuine(caller);
        } else {
            gate.wasForged(caller);
        }
        if (hook.isEmpty()) {
            return answer(403, REFUSED);
        }
        Optional<String> refusal = refusal(hook.get(), headers, signature, isGenuine);
        if (refusal.isPresent()) {
            notes.refused(hook.get().tenant(), refusal.get());
            return answer(403, REFUSED);
        }
        return take(hook.get(), signature.orElseThrow().signedAt(), body);
    }

    private Response take(HookAccess hook, Instant signedAt, byte[] body) {
        ClockSkew skew = new ClockSkew(signedAt, clock.instant());
        try {
            Receipt receipt = inbox.receive(hook, body, signedAt, skew.isBeyond(hook.window()));
            if (receipt == Receipt.STALE) {
                notes.refused(hook.tenant(), skew.explain(hook.window()));
            }
            return receipt.isAcknowledged()
                    ? answer(200, "{\"status\":\"" + receipt.name().toLowerCase(Locale.ROOT) + "\"}")
                    : answer(403, REFUSED);
        } catch (UnreadablePageException e) {
            notes.refused(hook.tenant(), e.getMessage() + ". The signature was right.");
            return answer(403, REFUSED);
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
                    "No webhook secret is saved yet: in Heap, reveal the webhook secret, and paste it here.");
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
                    "The secret does not match: in Heap, reveal the webhook secret, and paste it here again.");
        }
        return Optional.empty();
    }

    private static boolean isAmbiguous(List<String> headers) {
        return headers.size() > 1
                || (headers.size() == 1
                        && (HeapSignature.count(headers.get(0), "hmac") > 1
                                || HeapSignature.count(headers.get(0), "ts") > 1));
    }

    private static Response answer(int status, String json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(json)
                .build();
    }
}
