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
import io.segue.web.ProblemException;
import io.segue.web.Zones;
import io.segue.web.catalogue.ErrorCode;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
    private final ActivityViews activity;
    private final SetUpProgress progress;
    private final CurrentTenant tenant;

    OverviewResource(OverviewViews views, ActivityViews activity, SetUpProgress progress, CurrentTenant tenant) {
        this.views = views;
        this.activity = activity;
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

    /** The last days, today's last; each is there, also when nothing ran. */
    @Schema(name = "Activity", description = "The last days, today's last; each is there, also when nothing ran.")
    public record Days(List<Day> items) {}

    /** What the runs that ended on a day did. */
    @Schema(name = "ActivityDay", description = "What the runs that ended on a day did.")
    public record Day(LocalDate day, long adds, long removes, long runs, long failed) {

        static Day of(Activity.Day day) {
            return new Day(day.date(), day.adds(), day.removes(), day.runs(), day.failed());
        }
    }

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

    @GET
    @Path("/activity")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "What runs added and removed on each of the last 14 days, today's last")
    public Days activity(@QueryParam("zone") @DefaultValue("UTC") String zone) {
        ZoneId days = Zones.find(zone)
                .orElseThrow(() -> ProblemException.badRequest(
                        "Counting day by day: expected as zone a name such as Europe/Berlin, got another."));
        return new Days(activity.lastDays(tenant.id(), days).days().stream()
                .map(Day::of)
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
