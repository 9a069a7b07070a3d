package io.segue.sync.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.segment.BlankIds;
import io.segue.segment.KeylessMembers;
import io.segue.sync.Addressed;
import io.segue.sync.quarantine.Quarantine.Choice;
import io.segue.sync.quarantine.Quarantine.SegmentCount;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Keys that LaunchDarkly refused, and sending them again, for pipelines. */
@Path("/api/v1/quarantine")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QuarantineResource {

    private static final String KIND = "quarantine";
    private static final String KEYLESS = "keyless";
    private static final String BLANK = "blank-ids";
    private static final long MOST = 10_000_000;

    private final Quarantine quarantine;
    private final KeylessMembers keyless;
    private final BlankIds blanks;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    QuarantineResource(
            Quarantine quarantine, KeylessMembers keyless, BlankIds blanks, Addressed addressed, CurrentTenant tenant) {
        this.quarantine = quarantine;
        this.keyless = keyless;
        this.blanks = blanks;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "QuarantinedKeys", description = "A piece, the newest first.")
    public record Listed(
            List<QuarantinedKey> items, @Nullable String next) implements Paged {}

    /** How many keys there are of each segment that has some. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "QuarantineCounts", description = "How many keys there are of each segment that has some.")
    public record Counts(List<SegmentCount> items, @Nullable String next) implements Paged {}

    /** A member whose key field has no value that can be a key: in the segment, and not sent. */
    @Schema(
            name = "KeylessMember",
            description = "A member whose key field has no value that can be a key: in the segment, and not sent.")
    public record ShownKeyless(String memberId, String reason) {}

    /** A piece, in the order of Heap's ids; it can be shorter than asked for, though more follow. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "KeylessMembers",
            description = "A piece, in the order of Heap's ids; it can be shorter than asked for, though more follow.")
    public record ListedKeyless(
            List<ShownKeyless> items, @Nullable String next) implements Paged {}

    /** A delivery that held items without a usable id, which nobody can be known by. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "BlankIds",
            description = "A delivery that held items without a usable id, which nobody can be known by.")
    public record ShownBlanks(
            String deliveryId, Instant receivedAt, @Nullable String taskId, long page, long totalPages, long blanks) {}

    /**
     * A piece, the newest first.
     *
     * @param deliveries all that are kept and held some
     * @param blanks all of their items without a usable id
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BlankIdDeliveries", description = "A piece, the newest first.")
    public record ListedBlanks(
            List<ShownBlanks> items, @Nullable String next, long deliveries, long blanks) implements Paged {}

    /**
     * Which keys are meant: one key of one sync, all of a segment, or all there are.
     *
     * @param all true: all there are
     */
    @Schema(
            name = "QuarantineRetry",
            description = "Which keys are meant: one key of one sync, all of a segment, or all there are.")
    public record Asked(
            @Nullable String segmentId,
            @Nullable String syncId,
            @Nullable String key,
            @Nullable Boolean all) {}

    /** So many are sent again with the next run. */
    @Schema(name = "QuarantineRetried", description = "So many are sent again with the next run.")
    public record Retried(long count) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Keys that LaunchDarkly refused, with its words, the newest first; of one segment or of all")
    public Listed list(
            @QueryParam("segmentId") @DefaultValue("") String segmentId,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KIND, 1, cursor, limit);
        int skip = window.after()
                .map(after -> (int) Math.max(0, Math.min(MOST, after.number(0))))
                .orElse(0);
        Choice choice = Choice.of(
                segmentId.isEmpty()
                        ? Optional.empty()
                        : Optional.of(addressed.segment(segmentId).id()));
        Piece<QuarantinedKey> piece = window.piece(
                quarantine.list(tenant.id(), choice, skip, window.toRead()),
                last -> Cursor.of(KIND, skip + window.limit()));
        return new Listed(piece.items(), piece.next());
    }

    @GET
    @Path("/counts")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "How many keys are set aside, by segment")
    public Counts counts(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.LARGE) int limit) {
        Piece<SegmentCount> piece =
                Window.ofWhole("quarantine-counts", cursor, limit).pieceOfWhole(quarantine.counts(tenant.id()));
        return new Counts(piece.items(), piece.next());
    }

    @GET
    @Path("/members")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Members of a segment whose key field has no value that can be a key, each with the reason")
    public ListedKeyless members(
            @QueryParam("segmentId") @DefaultValue("") String segmentId,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KEYLESS, 1, cursor, limit);
        String after = window.after().map(place -> place.word(0)).orElse("");
        KeylessMembers.Piece piece = keyless.find(tenant.id(), addressed.segment(segmentId), after, window.limit());
        return new ListedKeyless(
                piece.members().stream()
                        .map(one -> new ShownKeyless(one.memberId(), one.reason()))
                        .toList(),
                piece.next().map(last -> Cursor.of(KEYLESS, last).text()).orElse(null));
    }

    @GET
    @Path("/blank-ids")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Deliveries of a segment that held items without a usable id, and how many, the newest first")
    public ListedBlanks blankIds(
            @QueryParam("segmentId") @DefaultValue("") String segmentId,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(BLANK, 1, cursor, limit);
        long segment = addressed.segment(segmentId).id();
        Piece<BlankIds.Delivery> piece = window.piece(
                blanks.list(tenant.id(), segment, window.after().map(place -> place.number(0)), window.toRead()),
                last -> Cursor.of(BLANK, last.number()));
        BlankIds.Count all = blanks.count(tenant.id(), segment);
        return new ListedBlanks(
                piece.items().stream().map(QuarantineResource::shown).toList(),
                piece.next(),
                all.deliveries(),
                all.items());
    }

    private static ShownBlanks shown(BlankIds.Delivery one) {
        return new ShownBlanks(
                one.id(), one.receivedAt(), one.taskId().orElse(null), one.page(), one.pages(), one.items());
    }

    @POST
    @Path("/retry")
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(summary = "Send keys again with the next run: one key of a sync, all of a segment, or all there are")
    public Retried retry(@Nullable Asked asked) {
        return new Retried(quarantine.retry(tenant.id(), choice(asked), tenant.actor()));
    }

    private Choice choice(@Nullable Asked asked) {
        if (asked != null && asked.syncId() != null && asked.key() != null) {
            return Choice.of(addressed.number("syn", asked.syncId(), "this sync"), asked.key());
        }
        if (asked != null && asked.segmentId() != null) {
            return Choice.of(Optional.of(addressed.segment(asked.segmentId()).id()));
        }
        if (asked != null && Boolean.TRUE.equals(asked.all())) {
            return Choice.of(Optional.empty());
        }
        throw ProblemException.badRequest(
                "Sending refused keys again: expected a syncId and a key, or a segmentId, or all as true.");
    }
}
