package io.segue.sync.arrival;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.platform.OpaqueIds;
import io.segue.sync.Addressed;
import io.segue.sync.SyncOrder;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What becomes of segments that Heap sends for the first time; for pipelines. */
@Path("/api/v1/new-segments")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ArrivalRuleResource {

    private static final double MOST_HOURS = 1_000_000;

    private final ArrivalRules rules;
    private final Addressed addressed;
    private final OpaqueIds ids;
    private final Versions versions;
    private final CurrentTenant tenant;

    ArrivalRuleResource(
            ArrivalRules rules, Addressed addressed, OpaqueIds ids, Versions versions, CurrentTenant tenant) {
        this.rules = rules;
        this.addressed = addressed;
        this.ids = ids;
        this.versions = versions;
        this.tenant = tenant;
    }

    /** Whether new segments are turned on by default, and how; what they would be turned on with is missing while they are not. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "NewSegments",
            description = "Whether segments that Heap sends for the first time are turned on by default, and how. While"
                    + " they are not, the rest is missing.")
    public record Shown(
            boolean on,
            @Nullable String connectionId,
            @Nullable String keyField,
            @Nullable Double intervalHours,
            @Nullable Boolean followHeap)
            implements Versioned {

        @Override
        public Object settings() {
            return Arrays.asList(on, connectionId, keyField, intervalHours, followHeap);
        }
    }

    /** What is asked for; with on as true, connectionId and keyField have to be there. */
    @Schema(
            name = "NewSegmentsOrder",
            description = "What is asked for; with on as true, connectionId and keyField have to be there.")
    public record Asked(
            @Nullable Boolean on,
            @Nullable String connectionId,
            @Nullable String keyField,
            @Nullable Double intervalHours,
            @Nullable Boolean followHeap) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Whether segments that Heap sends for the first time are turned on by default, and how")
    public Shown get() {
        return rules.ofTenant(tenant.id())
                .rule()
                .map(rule -> new Shown(
                        true,
                        ids.encode("con", rule.connection()),
                        rule.keyField(),
                        rule.interval().toSeconds() / 3600.0,
                        rule.followHeap()))
                .orElse(new Shown(false, null, null, null, null));
    }

    @PUT
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(
            summary = "Change whether segments that Heap sends for the first time from now on are turned on by default;"
                    + " those that are there stay as they are")
    public Shown set(@Nullable Asked asked) {
        versions.require(get());
        if (asked == null || asked.on() == null) {
            throw ProblemException.badRequest(
                    "Changing what becomes of new segments: expected on as true or false, got neither.");
        }
        rules.set(tenant.id(), asked.on() ? Optional.of(rule(asked)) : Optional.empty(), tenant.actor());
        return get();
    }

    private ArrivalRule rule(Asked asked) {
        if (asked.connectionId() == null || asked.keyField() == null) {
            throw ProblemException.badRequest("Turning new segments on by default: expected a connectionId and a"
                    + " keyField, one of them is missing. GET /api/v1/segments/{id}/fields shows what members carry.");
        }
        return new ArrivalRule(
                addressed.number("con", asked.connectionId(), "this connection"),
                asked.keyField(),
                asked.intervalHours() == null
                        ? SyncOrder.USUAL_INTERVAL
                        : Duration.ofSeconds(
                                Math.round(Math.max(-MOST_HOURS, Math.min(MOST_HOURS, asked.intervalHours())) * 3600)),
                asked.followHeap() == null || asked.followHeap());
    }
}
