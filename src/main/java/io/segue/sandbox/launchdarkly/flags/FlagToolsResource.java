package io.segue.sandbox.launchdarkly.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Accounts;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;

/** Flips flags for tests and tools; open streams hear of it. No token needed. */
@Path("/sandbox/launchdarkly/environments/{clientSideId}/values")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class FlagToolsResource {

    private final Accounts accounts;
    private final ServedValues served;

    FlagToolsResource(Accounts accounts, ServedValues served) {
        this.accounts = accounts;
        this.served = served;
    }

    @GET
    public Map<String, JsonNode> values(String clientSideId) {
        return served.in(known(clientSideId));
    }

    /** A key that no flag has makes one. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, JsonNode> serve(String clientSideId, ObjectNode values) {
        Map<String, JsonNode> fresh = new HashMap<>();
        values.fields().forEachRemaining(field -> fresh.put(field.getKey(), field.getValue()));
        served.serve(known(clientSideId), fresh);
        return served.in(clientSideId);
    }

    private String known(String clientSideId) {
        return accounts.owning(clientSideId).map(account -> clientSideId).orElseThrow(NotFoundException::new);
    }
}
