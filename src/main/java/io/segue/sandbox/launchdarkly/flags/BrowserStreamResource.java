package io.segue.sandbox.launchdarkly.flags;

import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Accounts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseHeader;

/** The SDKs' stream of flag values, and the place where they leave their events. */
@Path("/sandbox/launchdarkly")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class BrowserStreamResource {

    /** Short, so that a stopping server need not wait; SDKs come back by themselves. */
    private static final Duration LONGEST_STREAM = Duration.ofSeconds(25);

    private final Accounts accounts;
    private final Evaluations evaluations;

    BrowserStreamResource(Accounts accounts, Evaluations evaluations) {
        this.accounts = accounts;
        this.evaluations = evaluations;
    }

    @GET
    @Path("eval/{clientSideId}/{context}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Access-Control-Allow-Origin", value = "*")
    public Multi<OutboundSseEvent> stream(String clientSideId, String context, @Context Sse sse) {
        if (accounts.owning(clientSideId).isEmpty()) {
            throw new NotFoundException();
        }
        Map<String, Evaluations.BrowserValue> values = evaluations.forBrowser(
                clientSideId, evaluations.userKeyEncoded(context).orElse(""), false);
        OutboundSseEvent put = sse.newEventBuilder()
                .name("put")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(values)
                .build();
        OutboundSseEvent end = sse.newEventBuilder().comment("end").build();
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(put),
                        Multi.createFrom()
                                .item(end)
                                .onItem()
                                .call(() -> Uni.createFrom()
                                        .nullItem()
                                        .onItem()
                                        .delayIt()
                                        .by(LONGEST_STREAM)));
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
