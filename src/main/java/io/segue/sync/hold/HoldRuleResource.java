package io.segue.sync.hold;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** When removals wait for a person, unless a segment has a rule of its own; for pipelines. */
@Path("/api/v1/hold-rule")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HoldRuleResource {

    private final HoldRules rules;
    private final Versions versions;
    private final CurrentTenant tenant;

    HoldRuleResource(HoldRules rules, Versions versions, CurrentTenant tenant) {
        this.rules = rules;
        this.versions = versions;
        this.tenant = tenant;
    }

    /**
     * A rule: removals wait that are more than the floor and more than the share of what LaunchDarkly holds.
     *
     * @param inherited true for a segment that has no rule of its own
     */
    @Schema(
            name = "HoldRule",
            description = "A rule: removals wait that are more than the floor and more than the share of what"
                    + " LaunchDarkly holds.")
    public record Shown(boolean on, int floor, int percent, boolean inherited) implements Versioned {

        static Shown of(HoldPolicy policy, boolean inherited) {
            return new Shown(!policy.isOff(), policy.floor(), policy.percent(), inherited);
        }

        @Override
        public Object settings() {
            return List.of(on, floor, percent, inherited);
        }
    }

    /** What is asked for; on is true unless it says false. */
    @Schema(name = "NewHoldRule", description = "What is asked for; on is true unless it says false.")
    public record Asked(
            @Nullable Boolean on,
            @Nullable Integer floor,
            @Nullable Integer percent) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "When removals wait for a person, unless a segment has a rule of its own")
    public Shown get() {
        return Shown.of(rules.ofTenant(tenant.id()), false);
    }

    @PUT
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Change when removals wait for a person")
    public Shown set(@Nullable Asked asked) {
        versions.require(get());
        rules.setOfTenant(tenant.id(), policy(asked), tenant.actor());
        return get();
    }

    static HoldPolicy policy(@Nullable Asked asked) {
        boolean isOff = asked != null && Boolean.FALSE.equals(asked.on());
        if (asked == null || (!isOff && (asked.floor() == null || asked.percent() == null))) {
            throw ProblemException.badRequest(
                    "Setting when removals are held: expected a floor and a percent, or on as false.");
        }
        return new HoldPolicy(
                asked.floor() == null ? 0 : asked.floor(), asked.percent() == null ? 0 : asked.percent(), isOff);
    }
}
