package io.segue.sandbox.heap.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.heap.HeapAccount;
import io.segue.sandbox.heap.HeapAccounts;
import io.segue.sandbox.heap.server.ReceivedJournal.Allowance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Heap's server-side API: events and user properties, one or up to a thousand in a call. */
@Path("/sandbox/heap")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class HeapServerApiResource {

    private static final Allowance CALLS_OF_AN_IDENTITY = new Allowance(30, Duration.ofSeconds(30));
    private static final Allowance EVENTS_OF_AN_IDENTITY = new Allowance(1_000, Duration.ofMinutes(1));
    private static final Allowance EVENTS_OF_AN_APP = new Allowance(15_000, Duration.ofMinutes(1));

    private final HeapAccounts accounts;
    private final ReceivedJournal journal;
    private final HeapUsers users;
    private final ObjectMapper json;
    private final Clock clock;

    HeapServerApiResource(
            HeapAccounts accounts, ReceivedJournal journal, HeapUsers users, ObjectMapper json, Clock clock) {
        this.accounts = accounts;
        this.journal = journal;
        this.users = users;
        this.json = json;
        this.clock = clock;
    }

    @POST
    @Path("api/track")
    @Produces(MediaType.APPLICATION_JSON)
    public Response track(byte[] body) {
        return receive(body, ServerApiRules.Kind.TRACK);
    }

    @POST
    @Path("api/add_user_properties")
    @Produces(MediaType.APPLICATION_JSON)
    public Response addUserProperties(byte[] body) {
        return receive(body, ServerApiRules.Kind.USER_PROPERTIES);
    }

    @GET
    @Path("received.json")
    @Produces(MediaType.APPLICATION_JSON)
    public List<Received> received() {
        return journal.all();
    }

    @DELETE
    @Path("received.json")
    public void forget() {
        journal.clear();
        users.clear();
    }

    private Response receive(byte[] body, ServerApiRules.Kind kind) {
        JsonNode call;
        try {
            call = json.readTree(body);
        } catch (IOException e) {
            return refuse(400, "body is not JSON");
        }
        Optional<HeapAccount> account = accounts.withAppId(call.path("app_id").asText());
        if (account.isEmpty()) {
            return refuse(400, "app_id is missing or unknown");
        }
        boolean bulk = call.has(kind.listField());
        List<JsonNode> items = new ArrayList<>();
        (bulk ? call.get(kind.listField()) : json.createArrayNode().add(call)).forEach(items::add);
        Optional<String> problem = ServerApiRules.problemIn(items, kind);
        if (problem.isPresent()) {
            return refuse(400, problem.get());
        }
        if (!isWithinLimits(account.get(), items, kind, bulk)) {
            return refuse(429, "too many requests");
        }
        if (kind == ServerApiRules.Kind.USER_PROPERTIES) {
            users.add(account.get().slug(), items);
        }
        List<JsonNode> fresh = kind == ServerApiRules.Kind.TRACK
                ? items.stream()
                        .filter(item -> journal.isFirst(account.get().slug(), item))
                        .toList()
                : items;
        journal.add(fresh.stream()
                .map(item -> new Received(
                        clock.instant(), kind.word(), account.get().slug(), ServerApiRules.identityOf(item), item))
                .toList());
        return Response.ok(Map.of()).build();
    }

    private boolean isWithinLimits(HeapAccount account, List<JsonNode> items, ServerApiRules.Kind kind, boolean bulk) {
        String who = kind.word() + " " + account.slug() + " ";
        if (!bulk) {
            return journal.isAllowed(who + ServerApiRules.identityOf(items.get(0)), 1, CALLS_OF_AN_IDENTITY);
        }
        if (kind == ServerApiRules.Kind.USER_PROPERTIES) {
            return true;
        }
        boolean allowed = journal.isAllowed(who, items.size(), EVENTS_OF_AN_APP);
        for (JsonNode item : items) {
            allowed &= journal.isAllowed(who + "bulk " + ServerApiRules.identityOf(item), 1, EVENTS_OF_AN_IDENTITY);
        }
        return allowed;
    }

    private static Response refuse(int status, String message) {
        return Response.status(status).entity(Map.of("error", message)).build();
    }
}
