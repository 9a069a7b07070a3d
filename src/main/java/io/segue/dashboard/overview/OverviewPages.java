package io.segue.dashboard.overview;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.dashboard.overview.OverviewView.Who;
import io.segue.dashboard.setup.SetUpProgress;
import io.segue.dashboard.setup.SetUpProgress.Steps;
import io.segue.sync.page.RunViews;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.Zones;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A tenant's first page: is everything all right? */
@Path("/t/{tenant}")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class OverviewPages {

    private static final int RUNS = 8;

    private final OverviewViews views;
    private final ToldViews told;
    private final ActivityViews activity;
    private final RunViews runs;
    private final SetUpProgress progress;
    private final CurrentTenant tenant;
    private final Zones zones;

    OverviewPages(
            OverviewViews views,
            ToldViews told,
            ActivityViews activity,
            RunViews runs,
            SetUpProgress progress,
            CurrentTenant tenant,
            Zones zones) {
        this.views = views;
        this.told = told;
        this.activity = activity;
        this.runs = runs;
        this.progress = progress;
        this.tenant = tenant;
        this.zones = zones;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(OverviewView view);

        private Templates() {}
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance show() {
        Steps steps = progress.steps();
        return Templates.show(new OverviewView(
                new Who(tenant.slug(), tenant.name(), tenant.access().state(), tenant.canEdit()),
                steps,
                views.figures(tenant.id()),
                views.attention(tenant.id(), tenant.slug()),
                told.told(tenant.id()),
                activity.lastDays(tenant.id(), zones.current()),
                runs.recent(tenant.id(), RUNS)));
    }
}
