package io.segue.dashboard.member;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.dashboard.member.Story.Chapter;
import io.segue.dashboard.member.Story.Place;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.sync.member.MembershipChecks;
import io.segue.sync.member.MembershipChecks.Answer;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
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
import org.jspecify.annotations.Nullable;

/** The story of one person, for pipelines. The value is a parameter: a path takes no slash, and addresses are logged. */
@Path("/api/v1/members")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MembersResource {

    private final Stories stories;
    private final MembershipChecks checks;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    MembersResource(Stories stories, MembershipChecks checks, OpaqueIds ids, CurrentTenant tenant) {
        this.stories = stories;
        this.checks = checks;
        this.ids = ids;
        this.tenant = tenant;
    }

    /**
     * All that is known.
     *
     * @param reason never-received when Heap never named the value, or erased
     * @param erasureId the erasure that blocks the value
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MemberStory", description = "All that is known.")
    public record Told(
            String sought,
            long segments,
            boolean cutShort,
            @Nullable String reason,
            @Nullable String erasureId,
            List<ToldMembership> memberships) {}

    /**
     * One segment that named the person.
     *
     * @param reason why there is no place: blank-key, or not-synced when the segment was never turned on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Membership", description = "One segment that named the person.")
    public record ToldMembership(
            String segmentId,
            String segment,
            String heapId,
            @Nullable String key,
            boolean inHeap,
            @Nullable String reason,
            @Nullable String note,
            List<ToldPlace> places,
            List<ToldFact> facts) {}

    /**
     * One LaunchDarkly environment.
     *
     * @param state in, out, entering, leaving or uncertain
     * @param reason why, in one word that does not change
     * @param code of the error catalogue, when an error is in the way
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MemberPlace", description = "One LaunchDarkly environment.")
    public record ToldPlace(
            String connectionId,
            String connection,
            String state,
            String reason,
            String words,
            @Nullable String code,
            @Nullable Instant nextRunAt) {}

    /** One thing that happened; the latest comes first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MemberFact", description = "One thing that happened; the latest comes first.")
    public record ToldFact(
            Instant at,
            String kind,
            String what,
            @Nullable String detail,
            @Nullable String code,
            @Nullable String deliveryId,
            @Nullable String runId,
            @Nullable Integer call) {}

    /** Which key of which segment LaunchDarkly is to be asked for. */
    @Schema(name = "MemberQuestion", description = "Which key of which segment LaunchDarkly is to be asked for.")
    public record Question(
            @Nullable String segmentId,
            @Nullable String connectionId,
            @Nullable String key) {}

    /**
     * LaunchDarkly's word.
     *
     * @param member missing when it did not say; then the words tell why
     * @param code of the error catalogue, when it did not say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MemberAnswer", description = "LaunchDarkly's word.")
    public record Said(
            @Nullable Boolean member,
            @Nullable String words,
            @Nullable String code) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "The story of one Heap id or LaunchDarkly key, over all segments")
    public Told tell(@QueryParam("idOrKey") @DefaultValue("") String idOrKey) {
        if (idOrKey.isEmpty()) {
            throw ProblemException.badRequest("Looking up a member: expected idOrKey, there is none.");
        }
        Story story = stories.of(tenant.id(), Sought.checked(idOrKey));
        return new Told(
                story.sought(),
                story.segmentsOfTenant(),
                story.isCutShort(),
                story.isNobody() ? "never-received" : story.erasure().isPresent() ? "erased" : null,
                story.erasure().orElse(null),
                story.chapters().stream().map(MembersResource::told).toList());
    }

    @POST
    @Path("/ask")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Ask LaunchDarkly now whether it holds a key in a segment; spends one call of the token")
    public Said ask(@Nullable Question question) {
        if (question == null
                || question.segmentId() == null
                || question.connectionId() == null
                || question.key() == null) {
            throw ProblemException.badRequest("Asking LaunchDarkly: expected segmentId, connectionId and key.");
        }
        Answer answer = checks.ask(
                tenant.id(),
                number(SegmentSummary.PREFIX, question.segmentId()),
                number("con", question.connectionId()),
                Sought.checked(question.key()));
        return new Said(
                answer.isMember().orElse(null),
                answer.error().map(ShownError::message).orElse(null),
                answer.error().map(ShownError::code).orElse(null));
    }

    private static ToldMembership told(Chapter chapter) {
        return new ToldMembership(
                chapter.segmentId(),
                chapter.member().segment().name(),
                chapter.member().memberId(),
                chapter.member().key().orElse(null),
                chapter.member().isPresent(),
                reasonOf(chapter).orElse(null),
                chapter.note().orElse(null),
                chapter.places().stream().map(MembersResource::told).toList(),
                chapter.facts().stream().map(MembersResource::told).toList());
    }

    private static Optional<String> reasonOf(Chapter chapter) {
        if (chapter.member().key().isEmpty()) {
            return Optional.of(chapter.withoutKey().reason().word());
        }
        return chapter.places().isEmpty() ? Optional.of("not-synced") : Optional.empty();
    }

    private static ToldPlace told(Place place) {
        Standing standing = place.standing();
        return new ToldPlace(
                place.connectionId(),
                place.connection(),
                standing.state().word(),
                standing.reason().word(),
                standing.words(),
                standing.error().map(ErrorCode::code).orElse(null),
                standing.next().orElse(null));
    }

    private static ToldFact told(Fact fact) {
        boolean isReceived = fact.kind() == Fact.Kind.RECEIVED;
        return new ToldFact(
                fact.at(),
                fact.kind().word(),
                fact.what(),
                fact.detail().orElse(null),
                fact.error().map(ErrorCode::code).orElse(null),
                fact.reference().filter(id -> isReceived).orElse(null),
                fact.reference().filter(id -> !isReceived).orElse(null),
                fact.call().orElse(null));
    }

    private long number(String prefix, String id) {
        return ids.decode(prefix, id).orElseThrow(() -> ProblemException.notFound("this segment"));
    }
}
