package io.segue.sandbox.launchdarkly;

import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.Accounts;
import io.segue.sandbox.launchdarkly.account.FaultSwitches;
import io.segue.sandbox.launchdarkly.account.Faults;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tests and load generators ask the imitation LaunchDarkly; no token needed. */
@Path("/sandbox/launchdarkly")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class LaunchDarklyToolsResource {

    /** One segment of any account. */
    public record Row(
            String environmentId,
            String account,
            String project,
            String environment,
            String key,
            String name,
            String heapId,
            int members) {}

    private final Accounts accounts;
    private final SyncedSegments segments;
    private final CallJournal journal;
    private final Faults faults;

    LaunchDarklyToolsResource(Accounts accounts, SyncedSegments segments, CallJournal journal, Faults faults) {
        this.accounts = accounts;
        this.segments = segments;
        this.journal = journal;
        this.faults = faults;
    }

    @GET
    @Path("segments.json")
    public List<Row> segments() {
        return accounts.all().stream()
                .flatMap(account -> account.environments().stream()
                        .flatMap(environment -> segments.in(environment.clientSideId()).stream()
                                .map(segment -> row(account, environment, segment))))
                .toList();
    }

    @GET
    @Path("segments/{segmentKey}/members")
    @Produces(MediaType.TEXT_PLAIN)
    public Response members(String segmentKey, @QueryParam("environment") @Nullable String clientSideId) {
        Optional<SyncedSegment> found =
                clientSideId == null ? segments.findNewest(segmentKey) : segments.find(clientSideId, segmentKey);
        return found.map(segment -> Response.ok(lines(segment.members()), "text/plain;charset=UTF-8"))
                .orElseGet(() ->
                        Response.status(404).type(MediaType.TEXT_PLAIN_TYPE).entity(""))
                .build();
    }

    @GET
    @Path("calls.json")
    public List<CallJournal.Call> calls() {
        return journal.all();
    }

    @DELETE
    @Path("calls.json")
    public void forgetCalls() {
        journal.clear();
    }

    @GET
    @Path("faults")
    public FaultSwitches faults() {
        return faults.switches();
    }

    @PUT
    @Path("faults")
    @Consumes(MediaType.APPLICATION_JSON)
    public FaultSwitches setFaults(FaultSwitches switches) {
        faults.set(switches);
        return faults.switches();
    }

    private static Row row(Account account, LaunchDarklyEnvironment environment, SyncedSegment.Summary segment) {
        return new Row(
                environment.clientSideId(),
                account.slug(),
                Account.PROJECT_KEY,
                environment.key(),
                segment.key(),
                segment.name(),
                segment.heapId(),
                segment.members());
    }

    private static StreamingOutput lines(List<String> members) {
        members.sort(null);
        return stream -> {
            OutputStream out = new BufferedOutputStream(stream, 1 << 16);
            for (String member : members) {
                out.write(member.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
            out.flush();
        };
    }
}
