package io.segue.api.repeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.repeat.Answers.Found;
import io.segue.platform.Tokens;
import io.segue.tenant.CurrentTenant;
import io.segue.web.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries a POST with an Idempotency-Key out once (draft-ietf-httpapi-idempotency-key-header). What was done is answered
 * again for a day; what was refused, or broke off, has changed nothing and leaves the key free.
 */
@Provider
// Behind the question who asks, and for which tenant.
@Priority(Priorities.USER)
public class KeyedCalls implements ContainerRequestFilter, ContainerResponseFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    /** Whose tokens belong to no tenant. */
    static final long SUPPORT = 0;

    private static final String CLAIM = "segue.claim";
    private static final int LONGEST_KEY = 255;
    private static final List<String> KEPT_HEADERS = List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.LINK);

    private final Answers answers;
    private final CurrentTenant tenant;
    private final SecurityIdentity identity;
    private final ObjectMapper json;

    KeyedCalls(Answers answers, CurrentTenant tenant, SecurityIdentity identity, ObjectMapper json) {
        this.answers = answers;
        this.tenant = tenant;
        this.identity = identity;
        this.json = json;
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null || !request.getMethod().equals(HttpMethod.POST)) {
            return;
        }
        byte[] caller = identity.getAttribute(ApiTokenMechanism.TOKEN_HASH);
        if (caller == null) {
            return;
        }
        checkKey(key);
        KeyedCall call =
                new KeyedCall(tenant.isKnown() ? tenant.id() : SUPPORT, caller, Tokens.hash(key), hash(request));
        Found found = answers.claim(call);
        found.claim().ifPresent(claim -> request.setProperty(CLAIM, claim));
        found.answer().ifPresent(answer -> request.abortWith(again(answer)));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(CLAIM) instanceof Claim claim)) {
            return;
        }
        try {
            if (response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL) {
                answers.keep(claim, answer(response));
            } else {
                answers.release(claim);
            }
        } catch (RuntimeException | JsonProcessingException e) {
            // It was carried out all the same: who asks again is told to wait, and is let in when the call counts as
            // lost.
            Log.errorf(e, "Keeping the answer to a call with an Idempotency-Key failed");
        }
    }

    private static void checkKey(String key) {
        boolean isPlain = key.chars().allMatch(sign -> sign > 0x20 && sign < 0x7f);
        if (key.isEmpty() || key.length() > LONGEST_KEY || !isPlain) {
            throw ProblemException.badRequest("Reading the header " + HEADER + ": expected 1 to " + LONGEST_KEY
                    + " letters, digits and signs without spaces, such as a UUID.");
        }
    }

    /** The address and the body: the same call has the same of both. */
    private static byte[] hash(ContainerRequestContext request) throws IOException {
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        URI address = request.getUriInfo().getRequestUri();
        all.writeBytes((address.getRawPath() + "?" + address.getRawQuery() + "\n").getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return Tokens.sha256(all.toByteArray());
    }

    private KeptAnswer answer(ContainerResponseContext response) throws JsonProcessingException {
        Map<String, String> headers = new LinkedHashMap<>();
        KEPT_HEADERS.forEach(name ->
                Optional.ofNullable(response.getHeaderString(name)).ifPresent(value -> headers.put(name, value)));
        return new KeptAnswer(response.getStatus(), headers, body(response.getEntity()));
    }

    private String body(@Nullable Object entity) throws JsonProcessingException {
        return entity == null ? "" : json.writeValueAsString(entity);
    }

    private static Response again(KeptAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status()).header(REPLAYED, "true");
        answer.headers().forEach(response::header);
        return answer.body().isEmpty()
                ? response.build()
                : response.type(MediaType.APPLICATION_JSON)
                        .entity(answer.body())
                        .build();
    }
}
