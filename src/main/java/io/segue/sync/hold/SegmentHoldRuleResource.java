package io.segue.sync.hold;

import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versions;
import io.segue.sync.Addressed;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** When removals from one segment wait for a person, for pipelines. */
@Path("/api/v1/segments/{segment}/hold-rule")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SegmentHoldRuleResource {

    private final HoldRules rules;
    private final Addressed addressed;
    private final Versions versions;
    private final CurrentTenant tenant;

    SegmentHoldRuleResource(HoldRules rules, Addressed addressed, Versions versions, CurrentTenant tenant) {
        this.rules = rules;
        this.addressed = addressed;
        this.versions = versions;
        this.tenant = tenant;
    }

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "When removals from a segment wait for a person")
    public HoldRuleResource.Shown get(@PathParam("segment") String segment) {
        return rules.ofSegment(tenant.id(), number(segment))
                .map(own -> HoldRuleResource.Shown.of(own, false))
                .orElseGet(() -> HoldRuleResource.Shown.of(rules.ofTenant(tenant.id()), true));
    }

    @PUT
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Give a segment a rule of its own for when its removals wait")
    public HoldRuleResource.Shown set(@PathParam("segment") String segment, HoldRuleResource.@Nullable Asked asked) {
        versions.require(get(segment));
        rules.setOfSegment(tenant.id(), number(segment), Optional.of(HoldRuleResource.policy(asked)), tenant.actor());
        return get(segment);
    }

    @DELETE
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Give up a segment's own rule: the default counts again")
    public HoldRuleResource.Shown inherit(@PathParam("segment") String segment) {
        versions.require(get(segment));
        rules.setOfSegment(tenant.id(), number(segment), Optional.empty(), tenant.actor());
        return get(segment);
    }

    private long number(String segment) {
        return addressed.segment(segment).id();
    }
}
