package io.segue.dashboard.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.tenant.SignedIn;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What fails across tenants, for support's own pipelines. */
@Path("/api/v1/failures")
@RolesAllowed(SignedIn.SUPPORT)
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class FailuresResource {

    private final Failures failures;

    FailuresResource(Failures failures) {
        this.failures = failures;
    }

    /** By cause: those that somebody must act on first, then by how many tenants have it. */
    @Schema(
            name = "Failures",
            description = "By cause: those that somebody must act on first, then by how many tenants have it.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listed(List<Shown> items, @Nullable String next) implements Paged {}

    /**
     * One cause over all tenants.
     *
     * @param why the kind, where a cause has several
     * @param title in words, the kind included
     * @param whoActs the customer, Heap, LaunchDarkly or support
     * @param remedy what they do about it
     * @param count of syncs, calls or holds
     * @param named a few of the tenants that have it, the longest suffering first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Failure", description = "One cause over all tenants.")
    public record Shown(
            String code,
            String why,
            String title,
            String whoActs,
            String remedy,
            long count,
            boolean urgent,
            @Nullable Instant since,
            @Nullable String message,
            long tenants,
            List<String> named) {

        static Shown of(Failure failure) {
            return new Shown(
                    failure.cause().code(),
                    failure.why(),
                    failure.title(),
                    failure.cause().whoActs(),
                    failure.cause().remedy(),
                    failure.count(),
                    failure.isUrgent(),
                    failure.since().orElse(null),
                    failure.message().orElse(null),
                    failure.tenants(),
                    failure.named().stream().map(Failure.Named::slug).toList());
        }
    }

    @GET
    @Operation(summary = "What fails across tenants, by cause")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.LARGE) int limit) {
        Piece<Failure> piece = Window.ofWhole("failures", cursor, limit).pieceOfWhole(failures.byCause());
        return new Listed(piece.items(Shown::of), piece.next());
    }
}
