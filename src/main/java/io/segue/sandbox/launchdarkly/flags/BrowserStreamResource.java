package io.segue.sandbox.launchdarkly.flags;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Accounts;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The SDKs' stream of flag values, and the place where they leave their events. */
@Path("/sandbox/launchdarkly")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class BrowserStreamResource {

    /** Short, so that a stopping server need not wait; SDKs come back by themselves. */
    private static final Duration LONGEST_STREAM = Duration.ofSeconds(25);

    /** One flag's new value. */
    record Patch(String key, @JsonUnwrapped Evaluations.BrowserValue value) {}

    /** A flag that is no more. */
    record Gone(String key, int version) {}

    private final Accounts accounts;
    private final Evaluations evaluations;
    private final ServedValues served;

    BrowserStreamResource(Accounts accounts, Evaluations evaluations, ServedValues served) {
        this.accounts = accounts;
        this.evaluations = evaluations;
        this.served = served;
    }

    @GET
    @Path("eval/{clientSideId}/{context}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Access-Control-Allow-Origin", value = "*")
    public Multi<OutboundSseEvent> stream(String clientSideId, String context, @Context Sse sse) {
        if (accounts.owning(clientSideId).isEmpty()) {
            throw new NotFoundException();
        }
        String key = evaluations.userKeyEncoded(context).orElse("");
        Multi<OutboundSseEvent> told = Multi.createFrom().emitter(stream -> {
            // Listening first: what changes in between is told twice, with its version, and not lost.
            stream.onTermination(served.listen(
                    clientSideId,
                    changed -> changes(clientSideId, key, changed, sse).forEach(stream::emit)));
            stream.emit(event(sse, "put", evaluations.forBrowser(clientSideId, key, false)));
        });
        return told.select().first(LONGEST_STREAM);
    }

    private List<OutboundSseEvent> changes(String clientSideId, String key, Set<String> changed, Sse sse) {
        Map<String, Evaluations.BrowserValue> values = evaluations.forBrowser(clientSideId, key, false);
        return changed.stream()
                .map(flag -> values.containsKey(flag)
                        ? event(sse, "patch", new Patch(flag, values.get(flag)))
                        : event(sse, "delete", new Gone(flag, served.version(clientSideId, flag))))
                .toList();
    }

    private static OutboundSseEvent event(Sse sse, String name, Object data) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build();
    }

    @POST
    @Path("events/{kind:bulk|diagnostic}/{clientSideId}")
    public Response events(String clientSideId, byte[] events) {
        return Cors.allow(Response.status(accounts.owning(clientSideId).isPresent() ? 202 : 404));
    }

    @OPTIONS
    @Path("{kind:eval|events}/{rest:.*}")
    public Response preflight() {
        return Cors.allow(Response.noContent());
    }
}
