package io.segue.launchdarkly.webhook;

import io.quarkus.logging.Log;
import io.segue.flags.change.ChangeHookAccess;
import io.segue.flags.change.ChangeHooks;
import io.segue.flags.change.ChangeInbox;
import io.segue.flags.change.FlagChange;
import io.segue.launchdarkly.LaunchDarklyConfig;
import io.segue.launchdarkly.webhook.AuditEntry.UnreadableException;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where LaunchDarkly tells of changed flags: 200 when the change is durable, one and the same 403 for everything that is
 * not authenticated, 503 when the change could be lost.
 */
@Path("/hooks/launchdarkly")
public class LaunchDarklyHookResource {

    private static final String REFUSED = "{\"error\":\"Invalid signature\"}";

    private final ChangeHooks hooks;
    private final ChangeInbox inbox;
    private final HookGate gate;
    private final LaunchDarklyConfig config;

    LaunchDarklyHookResource(ChangeHooks hooks, ChangeInbox inbox, HookGate gate, LaunchDarklyConfig config) {
        this.hooks = hooks;
        this.inbox = inbox;
        this.gate = gate;
        this.config = config;
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
                            headers.getRequestHeader(LaunchDarklySignature.HEADER),
                            body == null ? new byte[0] : body);
        } catch (RuntimeException e) {
            Log.errorf(e, "A change of a flag could not be stored; the sender was told to try again");
            return Response.fromResponse(answer(503, "{\"error\":\"The change could not be stored. Try again.\"}"))
                    .header("Retry-After", 5)
                    .build();
        }
    }

    private Response judge(String token, Caller caller, List<String> headers, byte[] body) {
        Optional<ChangeHookAccess> hook = hooks.byToken(token);
        Optional<LaunchDarklySignature> signature = LaunchDarklySignature.in(headers);
        boolean isGenuine = LaunchDarklySignature.isGenuine(
                signature, hook.map(ChangeHookAccess::secrets).orElse(List.of()), body);
        if (isGenuine) {
            gate.wasGenuine(caller);
        } else {
            gate.wasForged(caller);
        }
        if (hook.isEmpty()) {
            return answer(403, REFUSED);
        }
        Optional<String> refusal = refusal(hook.get(), headers, isGenuine);
        if (refusal.isPresent()) {
            hooks.refused(hook.get().tenant(), refusal.get());
            return answer(403, REFUSED);
        }
        return take(hook.get().tenant(), body);
    }

    /** What is genuine and cannot be used is not to be sent again. */
    private Response take(long tenant, byte[] body) {
        try {
            Optional<FlagChange> change = AuditEntry.read(body, config.url());
            if (change.isEmpty()) {
                inbox.called(tenant);
                return answer(200, "{\"status\":\"ignored\"}");
            }
            ChangeInbox.Receipt receipt = inbox.receive(tenant, change.get());
            return answer(200, "{\"status\":\"" + receipt.name().toLowerCase(Locale.ROOT) + "\"}");
        } catch (UnreadableException e) {
            hooks.refused(tenant, e.getMessage() + ". The signature was right.");
            return answer(200, "{\"status\":\"unusable\"}");
        }
    }

    /** The exact reason, for the customer's eyes only. */
    private static Optional<String> refusal(ChangeHookAccess hook, List<String> headers, boolean isGenuine) {
        if (!hook.isEnabled()) {
            return Optional.of("The integration is not enabled for this tenant. Support can enable it.");
        }
        if (hook.secrets().isEmpty()) {
            return Optional.of(
                    "No secret is saved yet: in LaunchDarkly, tick “Sign this webhook”, and paste the secret here.");
        }
        if (headers.isEmpty()) {
            return Optional.of("The call is not signed: in LaunchDarkly, tick “Sign this webhook”.");
        }
        return isGenuine
                ? Optional.empty()
                : Optional.of(
                        "The secret does not match: copy the webhook’s secret from LaunchDarkly, and paste it here again.");
    }

    private static Response answer(int status, String json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(json)
                .build();
    }
}
