package io.segue.sandbox.heap.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.heap.HeapAccount;
import io.segue.sandbox.heap.HeapAccounts;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Heap's API for deleting people: a token for five minutes, a request, and its status. */
@Path("/sandbox/heap/api/public/v0")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class HeapDeletionResource {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    /** Heap takes its time. */
    private static final Duration UNTIL_COMPLETE = Duration.ofSeconds(5);

    private final HeapAccounts accounts;
    private final ObjectMapper json;
    private final Clock clock;
    private final Map<String, Granted> tokens = new ConcurrentHashMap<>();
    private final Map<String, Asked> requests = new ConcurrentHashMap<>();

    private record Granted(HeapAccount account, Instant until) {}

    private record Asked(HeapAccount account, List<String> identities, Instant at) {}

    HeapDeletionResource(HeapAccounts accounts, ObjectMapper json, Clock clock) {
        this.accounts = accounts;
        this.json = json;
        this.clock = clock;
    }

    @POST
    @Path("auth_token")
    public Response token(@HeaderParam("Authorization") @Nullable String basic) {
        Optional<HeapAccount> account = account(basic == null ? "" : basic);
        if (account.isEmpty()) {
            return refuse(401, "wrong app_id or api_key");
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, new Granted(account.get(), clock.instant().plus(TOKEN_LIFE)));
        return Response.ok(Map.of("access_token", token)).build();
    }

    @POST
    @Path("user_deletion")
    public Response delete(@HeaderParam("Authorization") @Nullable String bearer, byte[] body) {
        Optional<Granted> granted = granted(bearer);
        if (granted.isEmpty()) {
            return refuse(401, "token is missing or too old");
        }
        List<String> identities = new ArrayList<>();
        try {
            for (JsonNode user : json.readTree(body).path("users")) {
                identities.add(user.path("identity").asText(user.path("user_id").asText()));
            }
        } catch (IOException e) {
            return refuse(400, "body is not JSON");
        }
        if (identities.isEmpty() || identities.contains("")) {
            return refuse(400, "users must hold identity or user_id");
        }
        String id = UUID.randomUUID().toString();
        requests.put(id, new Asked(granted.get().account(), identities, clock.instant()));
        return Response.status(201)
                .entity(Map.of("deletion_request_id", id, "status", "pending"))
                .build();
    }

    @GET
    @Path("deletion_status/{id}")
    public Response status(@HeaderParam("Authorization") @Nullable String bearer, @PathParam("id") String id) {
        if (granted(bearer).isEmpty()) {
            return refuse(401, "token is missing or too old");
        }
        Asked asked = requests.get(id);
        if (asked == null) {
            return refuse(404, "no such request");
        }
        boolean isComplete = !asked.at().plus(UNTIL_COMPLETE).isAfter(clock.instant());
        if (isComplete) {
            asked.identities().forEach(asked.account()::delete);
            accounts.changed();
        }
        return Response.ok(Map.of("status", isComplete ? "complete" : "pending"))
                .build();
    }

    private Optional<HeapAccount> account(String basic) {
        if (!basic.startsWith("Basic ")) {
            return Optional.empty();
        }
        try {
            String[] pair = new String(
                            Base64.getDecoder().decode(basic.substring("Basic ".length())), StandardCharsets.UTF_8)
                    .split(":", 2);
            return accounts.withAppId(pair[0])
                    .filter(account -> pair.length == 2 && account.apiKey().equals(pair[1]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Granted> granted(@Nullable String bearer) {
        return Optional.ofNullable(bearer)
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> tokens.get(header.substring("Bearer ".length())))
                .filter(granted -> granted.until().isAfter(clock.instant()));
    }

    private static Response refuse(int status, String message) {
        return Response.status(status)
                .entity(Map.of("err", Map.of("message", message)))
                .build();
    }
}
