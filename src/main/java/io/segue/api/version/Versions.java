package io.segue.api.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.segue.platform.Tokens;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of resources, and the one that a change is meant for. */
@ApplicationScoped
public class Versions {

    private static final int SIGNS = 22;

    private final ObjectMapper json;
    private final CurrentVertxRequest requests;

    Versions(ObjectMapper json, CurrentVertxRequest requests) {
        this.json = json;
        this.requests = requests;
    }

    /** As RFC 9110 writes a strong one, quotes included. */
    public String tag(Versioned resource) {
        try {
            byte[] hash = Tokens.sha256(json.writeValueAsBytes(resource.settings()));
            return '"'
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, SIGNS)
                    + '"';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing the settings of a resource as JSON failed", e);
        }
    }

    /** Refuses a change that was meant for another version of the resource; one that names none passes. */
    public void require(Versioned current) {
        require(Optional.of(current));
    }

    /** For what may not be there yet: then no version is the right one. */
    public void require(Optional<? extends Versioned> current) {
        String meant = meant();
        if (meant == null) {
            return;
        }
        Optional<String> tag = current.map(this::tag);
        boolean isMeant = Arrays.stream(meant.split(","))
                .map(String::strip)
                .anyMatch(one -> tag.isPresent() && (one.equals("*") || one.equals(tag.get())));
        if (!isMeant) {
            throw new ProblemException(
                    ErrorCode.CHANGED_MEANWHILE,
                    412,
                    "Changed meanwhile",
                    "Changing this: expected the version of the header If-Match, "
                            + tag.map(now -> "it is at " + now + " now").orElse("there is none yet")
                            + ". Read it again, and say the change anew.");
        }
    }

    /** Whether the request names one. */
    boolean isOneMeant() {
        return meant() != null;
    }

    private @Nullable String meant() {
        return Optional.ofNullable(requests.getCurrent())
                .map(context -> context.request().getHeader(HttpHeaders.IF_MATCH))
                .orElse(null);
    }
}
