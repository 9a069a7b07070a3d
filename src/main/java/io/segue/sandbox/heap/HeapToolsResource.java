package io.segue.sandbox.heap;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tests and load generators do in the imitation Heap; no token needed. */
@Path("/sandbox/heap")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class HeapToolsResource {

    /** One segment of any account. */
    public record Row(
            String account, String heapId, String name, boolean recurring, int people, int sent, int waiting) {}

    /** People to add, as ids or as objects with an id and more fields, and ids to remove. */
    public record Change(
            @Nullable List<JsonNode> add, @Nullable List<String> remove) {}

    /** A name for a new segment; without an id the next free one is taken. */
    public record NewSegment(@Nullable Long id, String name) {}

    /** Where calls go. */
    public record Target(String webhookUrl) {}

    private final HeapAccounts accounts;
    private final SyncRunner syncs;

    HeapToolsResource(HeapAccounts accounts, SyncRunner syncs) {
        this.accounts = accounts;
        this.syncs = syncs;
    }

    @GET
    @Path("segments.json")
    public List<Row> segments() {
        return accounts.all().stream()
                .flatMap(account -> account.segments().stream().map(segment -> row(account, segment)))
                .toList();
    }

    @GET
    @Path("{account}/integration")
    public Integration integration(String account) {
        return account(account).integration();
    }

    @PUT
    @Path("{account}/integration")
    public Integration install(String account, Target target) {
        HeapAccount found = account(account);
        found.install(new Integration("Segue", target.webhookUrl(), "", "id"));
        accounts.changed();
        return found.integration();
    }

    @POST
    @Path("{account}/segments")
    @Consumes(MediaType.APPLICATION_JSON)
    public Row create(String account, NewSegment fresh) {
        HeapAccount found = account(account);
        long id = fresh.id() == null ? found.nextSegmentId() : fresh.id();
        HeapSegment segment = found.segmentOrNew(id, fresh.name());
        segment.rename(fresh.name());
        accounts.changed();
        return row(found, segment);
    }

    @POST
    @Path("{account}/segments/{heapId}/people")
    @Consumes(MediaType.APPLICATION_JSON)
    public Row change(String account, long heapId, Change change) {
        HeapAccount found = account(account);
        HeapSegment segment = found.segmentOrNew(heapId, "Segment " + heapId);
        if (change.add() != null) {
            segment.add(change.add().stream().map(HeapToolsResource::person).toList());
        }
        if (change.remove() != null) {
            segment.remove(change.remove());
        }
        accounts.changed();
        return row(found, segment);
    }

    @POST
    @Path("{account}/segments/{heapId}/sync")
    public Uni<List<SentPage>> sync(String account, long heapId) {
        HeapAccount found = account(account);
        HeapSegment segment = found.segment(heapId).orElseThrow(NotFoundException::new);
        return Uni.createFrom().completionStage(syncs.sync(found, segment));
    }

    /** The next sync sends everybody, as if the integration had been turned off and on. */
    @POST
    @Path("{account}/segments/{heapId}/forget")
    public Row forget(String account, long heapId) {
        HeapAccount found = account(account);
        HeapSegment segment = found.segment(heapId).orElseThrow(NotFoundException::new);
        segment.forgetSent();
        accounts.changed();
        return row(found, segment);
    }

    @POST
    @Path("{account}/sample")
    public Uni<SentPage> sample(String account) {
        return Uni.createFrom().completionStage(syncs.sample(account(account)));
    }

    private HeapAccount account(String slug) {
        return accounts.find(slug).orElseThrow(NotFoundException::new);
    }

    private static Row row(HeapAccount account, HeapSegment segment) {
        HeapSegment.Summary summary = segment.summary();
        return new Row(
                account.slug(),
                Long.toString(summary.id()),
                summary.name(),
                summary.recurring(),
                summary.people(),
                summary.sent(),
                summary.waiting());
    }

    private static Person person(JsonNode node) {
        if (!node.isObject()) {
            return Person.withId(node.asText());
        }
        Map<String, String> fields = new HashMap<>();
        node.fields()
                .forEachRemaining(
                        field -> fields.put(field.getKey(), field.getValue().asText()));
        fields.remove("id");
        return new Person(node.path("id").asText(), fields);
    }
}
