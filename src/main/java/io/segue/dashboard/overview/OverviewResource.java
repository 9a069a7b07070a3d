package io.segue.dashboard.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.dashboard.overview.OverviewView.Figures;
import io.segue.dashboard.setup.SetUpProgress;
import io.segue.dashboard.setup.SetUpProgress.Steps;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.catalogue.ErrorCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a tenant is doing, for pipelines. */
@Path("/api/v1/tenant")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {

    private final OverviewViews views;
    private final SetUpProgress progress;
    private final CurrentTenant tenant;

    OverviewResource(OverviewViews views, SetUpProgress progress, CurrentTenant tenant) {
        this.views = views;
        this.progress = progress;
        this.tenant = tenant;
    }

    /**
     * The token's tenant.
     *
     * @param role the token's
     * @param delivered how many keys LaunchDarkly holds, over all syncs
     * @param attention what a person should know, the urgent first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Overview", description = "The token's tenant.")
    public record Shown(
            String slug,
            String name,
            String state,
            String role,
            SetUp setUp,
            long segments,
            long segmentsOn,
            long delivered,
            long running,
            @Nullable Instant lastSyncAt,
            @Nullable Instant nextSyncAt,
            @Nullable Instant heardAt,
            List<Notice> attention) {}

    /** Which steps of the set-up are done. */
    @Schema(name = "SetUp", description = "Which steps of the set-up are done.")
    public record SetUp(boolean launchDarkly, boolean heap, boolean segment) {}

    /**
     * Something that a person should know.
     *
     * @param urgent whether members do not arrive until someone acts
     * @param code of the error catalogue, when it is an error
     * @param page where to act
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Attention", description = "Something that a person should know.")
    public record Notice(
            boolean urgent,
            String title,
            String detail,
            String page,
            @Nullable String code) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "How the token's tenant is doing: figures, set-up, and what needs attention")
    public Shown get() {
        Figures figures = views.figures(tenant.id());
        Steps steps = progress.steps();
        return new Shown(
                tenant.slug(),
                tenant.name(),
                tenant.access().state().word(),
                tenant.access().role().word(),
                new SetUp(steps.launchDarkly(), steps.heap(), steps.segment()),
                figures.segments(),
                figures.segmentsOn(),
                figures.delivered(),
                figures.running(),
                figures.lastSync().orElse(null),
                figures.nextSync().orElse(null),
                figures.heardFromHeap().orElse(null),
                views.attention(tenant.id(), tenant.slug()).stream()
                        .map(OverviewResource::notice)
                        .toList());
    }

    private static Notice notice(Attention attention) {
        return new Notice(
                attention.isUrgent(),
                attention.title(),
                attention.detail(),
                attention.link(),
                attention.error().map(ErrorCode::code).orElse(null));
    }
}
