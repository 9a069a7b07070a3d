package io.segue.sync.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.sync.Addressed;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
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
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Removals that wait for a person, and the decision on them, for pipelines. */
@Path("/api/v1/holds")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HoldsResource {

    private static final String KIND = "holds";

    private final HoldDesk desk;
    private final Addressed addressed;
    private final Versions versions;
    private final CurrentTenant tenant;

    HoldsResource(HoldDesk desk, Addressed addressed, Versions versions, CurrentTenant tenant) {
        this.desk = desk;
        this.versions = versions;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Holds", description = "A piece, the newest first.")
    public record Listed(List<Shown> items, @Nullable String next) implements Paged {}

    /**
     * Removals that wait, or waited.
     *
     * @param sample some of the keys
     * @param approvedUpTo how many a person approved
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Hold", description = "Removals that wait, or waited.")
    public record Shown(
            String id,
            String segmentId,
            String segment,
            String connection,
            String state,
            Instant since,
            Instant countedAt,
            long removals,
            long held,
            long members,
            List<String> sample,
            @Nullable String deliveryId,
            @Nullable Long approvedUpTo,
            long sent,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt)
            implements Versioned {

        /** What was decided; how many wait is what happens, and the ceiling of an approval is for that. */
        @Override
        public Object settings() {
            return Arrays.asList(id, state, approvedUpTo, decidedAt);
        }

        static Shown of(Hold hold) {
            return new Shown(
                    hold.id(),
                    hold.segmentId(),
                    hold.segment(),
                    hold.connection(),
                    hold.state(),
                    hold.since(),
                    hold.countedAt(),
                    hold.removals(),
                    hold.held(),
                    hold.members(),
                    hold.sample(),
                    hold.deliveryId().orElse(null),
                    hold.approvedUpTo().isPresent() ? hold.approvedUpTo().getAsLong() : null,
                    hold.sent(),
                    hold.decidedBy().orElse(null),
                    hold.decidedAt().orElse(null));
        }
    }

    /** How many removals may go at most: a wave that has grown beyond stops again. */
    @Schema(
            name = "HoldApproval",
            description = "How many removals may go at most: a wave that has grown beyond stops again.")
    public record Approval(@Nullable Long ceiling) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Removals that wait for a person or did, the newest first, narrowed by their state")
    public Listed list(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KIND, 1, cursor, limit);
        long below = window.after().map(after -> number(after.word(0))).orElse(Long.MAX_VALUE);
        Piece<Hold> piece =
                window.piece(desk.list(tenant.id(), state, below, window.toRead()), last -> Cursor.of(KIND, last.id()));
        return new Listed(piece.items(Shown::of), piece.next());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "One hold")
    public Shown get(@PathParam("id") String id) {
        return Shown.of(desk.find(tenant.id(), number(id)).orElseThrow(HoldsResource::unknown));
    }

    @POST
    @Path("/{id}/approve")
    @TenantRole(Role.EDITOR)
    @ChecksVersion(byItself = true)
    @Operation(summary = "Let the removals go with the next run, at once, as long as they are no more than the ceiling")
    public Shown approve(@PathParam("id") String id, @Nullable Approval approval) {
        if (approval == null || approval.ceiling() == null) {
            throw ProblemException.badRequest(
                    "Approving removals: expected a ceiling, the most that may go, there is none.");
        }
        desk.approve(tenant.id(), number(id), approval.ceiling(), tenant.actor(), this::require);
        return get(id);
    }

    @POST
    @Path("/{id}/confirm-empty")
    @TenantRole(Role.EDITOR)
    @ChecksVersion(byItself = true)
    @Operation(summary = "Confirm that the segment really is empty in Heap: everything that LaunchDarkly holds may go")
    public Shown confirmEmpty(@PathParam("id") String id) {
        desk.confirmEmpty(tenant.id(), number(id), tenant.actor(), this::require);
        return get(id);
    }

    @POST
    @Path("/{id}/reject")
    @TenantRole(Role.EDITOR)
    @ChecksVersion(byItself = true)
    @Operation(summary = "Keep the members, here and in LaunchDarkly, until Heap speaks of them again")
    public Shown reject(@PathParam("id") String id) {
        desk.reject(tenant.id(), number(id), tenant.actor(), this::require);
        return get(id);
    }

    /** Compared by the desk while nobody else can decide: keeping members takes many transactions, which hold no row. */
    private void require(Hold hold) {
        versions.require(Shown.of(hold));
    }

    private long number(String id) {
        return addressed.number(HoldDesk.PREFIX, id, "this hold");
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("this hold");
    }
}
