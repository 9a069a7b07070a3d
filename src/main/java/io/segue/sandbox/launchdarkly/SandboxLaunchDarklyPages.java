package io.segue.sandbox.launchdarkly;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.Accounts;
import io.segue.sandbox.launchdarkly.account.FaultSwitches;
import io.segue.sandbox.launchdarkly.account.Faults;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What people see of the imitation LaunchDarkly: segments, their members, and the fault switches. */
@Path("/sandbox/launchdarkly")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SandboxLaunchDarklyPages {

    private static final int MEMBERS_SHOWN = 200;
    private static final int CALLS_SHOWN = 20;

    /** The first page. */
    record IndexView(
            List<AccountView> accounts, FaultSwitches faults, String refusedIds, List<CallJournal.Call> calls) {}

    /** One account with what its environments hold. */
    record AccountView(Account account, List<EnvironmentView> environments) {}

    /** One environment. */
    record EnvironmentView(LaunchDarklyEnvironment environment, List<SyncedSegment.Summary> segments) {}

    /** One segment; the answer is null until somebody asked for a key. */
    record SegmentView(
            Account account,
            LaunchDarklyEnvironment environment,
            SyncedSegment.Summary segment,
            List<String> members,
            @Nullable String asked,
            boolean found) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance index(IndexView view);

        static native TemplateInstance segment(SegmentView view);

        private Templates() {}
    }

    private final Accounts accounts;
    private final SyncedSegments segments;
    private final CallJournal journal;
    private final Faults faults;

    SandboxLaunchDarklyPages(Accounts accounts, SyncedSegments segments, CallJournal journal, Faults faults) {
        this.accounts = accounts;
        this.segments = segments;
        this.journal = journal;
        this.faults = faults;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance index() {
        FaultSwitches switches = faults.switches();
        String refused = String.join("\n", switches.refusedIds());
        List<CallJournal.Call> calls = journal.all();
        List<CallJournal.Call> last = calls.subList(Math.max(0, calls.size() - CALLS_SHOWN), calls.size());
        Collections.reverse(last);
        return Templates.index(
                new IndexView(accounts.all().stream().map(this::view).toList(), switches, refused, last));
    }

    @GET
    @Path("{clientSideId}/segments/{segmentKey}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance segment(
            String clientSideId, String segmentKey, @QueryParam("member") @Nullable String asked) {
        Account account = accounts.owning(clientSideId).orElseThrow(NotFoundException::new);
        SyncedSegment segment = segments.find(clientSideId, segmentKey).orElseThrow(NotFoundException::new);
        String key = asked == null || asked.isEmpty() ? null : asked;
        return Templates.segment(new SegmentView(
                account,
                account.environmentWithId(clientSideId).orElseThrow(),
                segment.summary(),
                segment.members().stream().sorted().limit(MEMBERS_SHOWN).toList(),
                key,
                key != null && segment.has(key)));
    }

    /** As somebody deletes it in LaunchDarkly. */
    @POST
    @Path("{clientSideId}/segments/{segmentKey}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response delete(String clientSideId, String segmentKey) {
        segments.delete(clientSideId, segmentKey);
        return Response.seeOther(URI.create("/sandbox/launchdarkly")).build();
    }

    /** A member comes or goes without anybody's telling us: what a comparison is to find. */
    @POST
    @Path("{clientSideId}/segments/{segmentKey}/drift")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response drift(String clientSideId, String segmentKey, @RestForm String member, @RestForm String to) {
        SyncedSegment segment = segments.find(clientSideId, segmentKey).orElseThrow(NotFoundException::new);
        segments.drift(segment, member, to.equals("in"));
        return Response.seeOther(UriBuilder.fromPath("/sandbox/launchdarkly/{environment}/segments/{key}")
                        .queryParam("member", "{member}")
                        .build(clientSideId, segmentKey, member))
                .build();
    }

    @POST
    @Path("faults")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response setFaults(@BeanParam FaultForm form) {
        faults.set(form.switches());
        return Response.seeOther(URI.create("/sandbox/launchdarkly#faults")).build();
    }

    @POST
    @Path("faults/none")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response clearFaults() {
        faults.set(FaultSwitches.NONE);
        return Response.seeOther(URI.create("/sandbox/launchdarkly#faults")).build();
    }

    private AccountView view(Account account) {
        return new AccountView(
                account,
                account.environments().stream()
                        .map(environment -> new EnvironmentView(environment, segments.in(environment.clientSideId())))
                        .toList());
    }
}
