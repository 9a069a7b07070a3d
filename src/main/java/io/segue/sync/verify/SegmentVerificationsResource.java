package io.segue.sync.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.sync.Addressed;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ShownError;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Asking for a comparison of a segment with what LaunchDarkly says, for pipelines. */
@Path("/api/v1/segments/{segment}/verifications")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class SegmentVerificationsResource {

    private static final String KIND = "verifications";
    private static final int USUAL_SAMPLE = 100;

    private final VerificationDesk desk;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    SegmentVerificationsResource(VerificationDesk desk, Addressed addressed, CurrentTenant tenant) {
        this.desk = desk;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Verifications", description = "A piece, the newest first.")
    public record Listed(List<Verification> items, @Nullable String next) implements Paged {}

    /**
     * What is asked for.
     *
     * @param kind sample (the usual) or export
     * @param keys how many a sample asks for; 100 when it is missing
     */
    @Schema(name = "VerificationRequest", description = "What is asked for.")
    public record Asked(
            @Nullable String connectionId,
            @Nullable String kind,
            @Nullable Integer keys) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "The comparisons of a segment with a connection, the newest first, as far as they are kept")
    public Listed list(
            @PathParam("segment") String segment,
            @QueryParam("connectionId") @DefaultValue("") String connectionId,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KIND, 1, cursor, limit);
        long sync = desk.standing(
                        tenant.id(),
                        addressed.segment(segment).id(),
                        addressed.connection(connectionId).number())
                .sync();
        long below = window.after()
                .map(after -> addressed.number(Verification.PREFIX, after.word(0), "this verification"))
                .orElse(Long.MAX_VALUE);
        Piece<Verification> piece = window.piece(
                desk.ofSync(tenant.id(), sync, below, window.toRead()), last -> Cursor.of(KIND, last.id()));
        return new Listed(piece.items(), piece.next());
    }

    /**
     * What LaunchDarkly confirmed, and what it counts itself.
     *
     * @param counted missing while it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "VerificationStanding", description = "What LaunchDarkly confirmed, and what it counts itself.")
    public record Compared(
            long delivered,
            @Nullable Long counted,
            @Nullable Instant countedAt,
            @Nullable ShownError failure) {}

    @GET
    @Path("/standing")
    @TenantRole(Role.VIEWER)
    @Operation(
            summary = "How many keys LaunchDarkly confirmed of a segment, and how many it counts itself, which may lag")
    public Compared standing(
            @PathParam("segment") String segment, @QueryParam("connectionId") @DefaultValue("") String connectionId) {
        VerificationDesk.Standing standing = desk.standing(
                tenant.id(),
                addressed.segment(segment).id(),
                addressed.connection(connectionId).number());
        return new Compared(
                standing.delivered(),
                standing.told().orElse(null),
                standing.lookedAt().orElse(null),
                standing.failure().orElse(null));
    }

    @POST
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Compare a segment with LaunchDarkly: kind sample asks for some keys one by one, kind export compares"
                            + " all of them; one that goes on already is the same one")
    public Verification ask(@PathParam("segment") String segment, @Nullable Asked asked) {
        if (asked == null || asked.connectionId() == null) {
            throw ProblemException.badRequest("Comparing with LaunchDarkly: expected a connectionId, there is none.");
        }
        long number = desk.ask(
                tenant.id(),
                addressed.segment(segment).id(),
                addressed.connection(asked.connectionId()).number(),
                isExport(asked.kind()),
                asked.keys() == null ? USUAL_SAMPLE : asked.keys(),
                tenant.actor());
        return desk.get(tenant.id(), number);
    }

    private static boolean isExport(@Nullable String kind) {
        if (kind == null || kind.equals("sample")) {
            return false;
        }
        if (kind.equals("export")) {
            return true;
        }
        throw ProblemException.badRequest(
                "Comparing with LaunchDarkly: expected the kind sample or export, got \"" + kind + "\".");
    }
}
