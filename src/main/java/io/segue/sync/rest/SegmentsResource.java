package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.segment.FieldDescription;
import io.segue.segment.MemberFields;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Addressed;
import io.segue.sync.page.SegmentPieces;
import io.segue.sync.page.SegmentPieces.Asked;
import io.segue.sync.page.SegmentPieces.Place;
import io.segue.sync.page.SegmentPieces.Placed;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Segments with their syncs, for pipelines. */
@Path("/api/v1/segments")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class SegmentsResource {

    private static final String KIND = "segments";

    private final SegmentPieces pieces;
    private final SegmentReads reads;
    private final MemberFields fields;
    private final Addressed addressed;
    private final CurrentTenant tenant;

    SegmentsResource(
            SegmentPieces pieces, SegmentReads reads, MemberFields fields, Addressed addressed, CurrentTenant tenant) {
        this.pieces = pieces;
        this.reads = reads;
        this.fields = fields;
        this.addressed = addressed;
        this.tenant = tenant;
    }

    /** A piece of segments, by name unless another order was asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Segments", description = "A piece of segments, by name unless another order was asked for.")
    public record Listed(List<ShownSegment> items, @Nullable String next) implements Paged {}

    /**
     * What the members of a segment carry.
     *
     * @param keyField the field that was chosen to hold LaunchDarkly's key
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SegmentFields", description = "What the members of a segment carry.")
    public record Fields(@Nullable String keyField, List<FieldDescription> items) {}

    /** How many segments are in each condition, as the chips above the page's list tell. */
    @Schema(name = "SegmentCounts", description = "How many segments are in each condition.")
    public record Counts(long all, long on, long attention, long first, long paused, long off) {

        static Counts of(Map<String, Long> counted) {
            return new Counts(
                    counted.getOrDefault("all", 0L),
                    counted.getOrDefault("on", 0L),
                    counted.getOrDefault("attention", 0L),
                    counted.getOrDefault("first", 0L),
                    counted.getOrDefault("paused", 0L),
                    counted.getOrDefault("off", 0L));
        }
    }

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Segments with their syncs, by name or in another order")
    public Listed list(
            @QueryParam("name") @DefaultValue("") String name,
            @QueryParam("state") @DefaultValue("all") String state,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("skip") @DefaultValue("0") int skip,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.LARGE) int limit) {
        if (skip < 0) {
            throw ProblemException.badRequest("Listing segments: expected skip from 0, got " + skip + ".");
        }
        Asked asked = new Asked(name, state, sort);
        // The cursor of one order is none of another.
        String kind = sort.equals("name") ? KIND : KIND + " by " + sort;
        Window window = Window.of(kind, 2, cursor, limit);
        Optional<Place> after = window.after().map(at -> place(asked, at));
        Piece<Placed> piece = window.piece(
                pieces.read(tenant.id(), asked, after.isPresent() ? 0 : skip, after, window.toRead()),
                last -> Cursor.of(kind, last.at(), reads.id(last.segment())));
        return new Listed(reads.shown(tenant.id(), piece.items(Placed::segment)), piece.next());
    }

    private Place place(Asked asked, Cursor at) {
        Optional<Object> value = asked.isByName()
                ? Optional.of(at.word(0))
                : Optional.of(at.word(0)).filter(text -> !text.isEmpty()).map(text -> at.number(0));
        return new Place(value, number(at.word(1)));
    }

    @GET
    @Path("/counts")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "How many segments are in each condition by which they can be narrowed")
    public Counts counts(@QueryParam("name") @DefaultValue("") String name) {
        return Counts.of(pieces.counts(tenant.id(), name));
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "One segment with its syncs")
    public ShownSegment get(@PathParam("id") String id) {
        return reads.shown(tenant.id(), addressed.segment(id));
    }

    @GET
    @Path("/{id}/fields")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "The fields that could hold LaunchDarkly's key, each with some of its values")
    public Fields fields(@PathParam("id") String id) {
        SegmentSummary segment = addressed.segment(id);
        return new Fields(segment.keyField().orElse(null), fields.describe(tenant.id(), segment.id()));
    }

    private long number(String id) {
        return addressed.number(SegmentSummary.PREFIX, id, "this segment");
    }
}
