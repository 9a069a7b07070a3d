package io.segue.sandbox.heap;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The imitation Heap's Definitions > Segments: who is in, and sending them along. */
@Path("/sandbox/heap/{account}")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SandboxHeapSegmentPages {

    private static final int PEOPLE_SHOWN = 200;
    private static final int ANSWERS_SHOWN = 15;
    private static final int MOST_GENERATED = 1_000_000;

    /** All segments of an account. */
    record ListView(HeapAccount account, List<HeapSegment.Summary> segments) {}

    /** One segment; the person is null unless asked for and in. */
    record SegmentView(
            HeapAccount account,
            HeapSegment.Summary segment,
            List<Person> people,
            @Nullable String asked,
            @Nullable Person found,
            List<SentPage> sent) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(ListView view);

        static native TemplateInstance segment(SegmentView view);

        private Templates() {}
    }

    private final HeapAccounts accounts;
    private final SyncRunner syncs;

    SandboxHeapSegmentPages(HeapAccounts accounts, SyncRunner syncs) {
        this.accounts = accounts;
        this.syncs = syncs;
    }

    @GET
    @Path("segments")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list(String account) {
        HeapAccount found = account(account);
        return Templates.list(new ListView(
                found, found.segments().stream().map(HeapSegment::summary).toList()));
    }

    @GET
    @Path("segments/{heapId}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance segment(String account, long heapId, @QueryParam("person") @Nullable String asked) {
        HeapAccount found = account(account);
        HeapSegment segment = segment(found, heapId);
        String id = asked == null || asked.isBlank() ? null : asked.strip();
        List<SentPage> sent = found.sentPages().stream()
                .filter(page -> page.segmentId() == heapId)
                .limit(ANSWERS_SHOWN)
                .toList();
        return Templates.segment(new SegmentView(
                found,
                segment.summary(),
                segment.first(PEOPLE_SHOWN),
                id,
                id == null ? null : segment.find(id).orElse(null),
                sent));
    }

    @POST
    @Path("new-segment")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(String account, @RestForm String name) {
        HeapAccount found = account(account);
        String given = name.isBlank() ? "Unnamed segment" : name.strip();
        HeapSegment segment = found.segmentOrNew(found.nextSegmentId(), given);
        accounts.changed();
        return backTo(account, segment.id());
    }

    @POST
    @Path("segments/{heapId}/add-people")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(String account, long heapId, @RestForm @Nullable String ids) {
        segment(account(account), heapId)
                .add(lines(ids).stream().map(Person::withId).toList());
        accounts.changed();
        return backTo(account, heapId);
    }

    @POST
    @Path("segments/{heapId}/remove-people")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response remove(String account, long heapId, @RestForm @Nullable String ids) {
        segment(account(account), heapId).remove(lines(ids));
        accounts.changed();
        return backTo(account, heapId);
    }

    @POST
    @Path("segments/{heapId}/generate-people")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response generate(
            String account,
            long heapId,
            @RestForm int count,
            @RestForm int from,
            @RestForm @Nullable String withFields) {
        int most = Math.max(0, Math.min(count, MOST_GENERATED));
        segment(account(account), heapId)
                .add(IntStream.range(from, from + most)
                        .mapToObj(number -> Person.numbered(number, account + ".example", "on".equals(withFields)))
                        .toList());
        accounts.changed();
        return backTo(account, heapId);
    }

    @POST
    @Path("segments/{heapId}/recurring")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response toggle(String account, long heapId, @RestForm boolean on) {
        HeapAccount found = account(account);
        HeapSegment segment = segment(found, heapId);
        segment.setRecurring(on);
        accounts.changed();
        if (on && found.integration().isInstalled()) {
            syncs.sync(found, segment);
        }
        return Response.seeOther(URI.create("/sandbox/heap/" + account + "/segments"))
                .build();
    }

    @POST
    @Path("segments/{heapId}/sync-now")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response syncNow(String account, long heapId) {
        HeapAccount found = account(account);
        // Small segments are answered by then; the rest goes on behind the page.
        syncs.sync(found, segment(found, heapId))
                .completeOnTimeout(List.of(), 2, TimeUnit.SECONDS)
                .join();
        return Response.seeOther(URI.create("/sandbox/heap/" + account + "/segments/" + heapId + "#answers"))
                .build();
    }

    private HeapAccount account(String slug) {
        return accounts.find(slug).orElseThrow(NotFoundException::new);
    }

    private static HeapSegment segment(HeapAccount account, long id) {
        return account.segment(id).orElseThrow(NotFoundException::new);
    }

    private static Response backTo(String account, long heapId) {
        return Response.seeOther(URI.create("/sandbox/heap/" + account + "/segments/" + heapId))
                .build();
    }

    private static List<String> lines(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }
}
