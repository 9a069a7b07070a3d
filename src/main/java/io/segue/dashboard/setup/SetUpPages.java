package io.segue.dashboard.setup;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.dashboard.setup.SetUpView.Watch;
import io.segue.inbox.hook.HookSettings;
import io.segue.inbox.hook.Hooks;
import io.segue.inbox.hook.Rotations;
import io.segue.inbox.replay.Accounts;
import io.segue.platform.Secret;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** Setting up in three steps: LaunchDarkly, Heap, the first segment; can be left and resumed. */
@Path("/t/{tenant}/setup")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class SetUpPages {

    /** Whoever has heard nothing for so long has gone to do something else. */
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(30);

    private final SetUpViews views;
    private final SetUpProgress progress;
    private final Hooks hooks;
    private final HookSettings settings;
    private final Rotations rotations;
    private final Accounts accounts;
    private final CurrentTenant tenant;
    private final Clock clock;

    SetUpPages(
            SetUpViews views,
            SetUpProgress progress,
            Hooks hooks,
            HookSettings settings,
            Rotations rotations,
            Accounts accounts,
            CurrentTenant tenant,
            Clock clock) {
        this.views = views;
        this.progress = progress;
        this.hooks = hooks;
        this.settings = settings;
        this.rotations = rotations;
        this.accounts = accounts;
        this.tenant = tenant;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(SetUpView view);

        static native TemplateInstance show$progress(SetUpView view);

        static native TemplateInstance show$heapState(SetUpView view);

        static native TemplateInstance show$segment(SetUpView view);

        static native TemplateInstance heap(SetUpView view);

        static native TemplateInstance heap$call(SetUpView view);

        private Templates() {}
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance show() {
        return Templates.show(view(Optional.empty(), Optional.empty()));
    }

    /** Asked every few seconds by a page that is open: what became of the steps, when anything did. */
    @GET
    @Path("call")
    @TenantRole(Role.VIEWER)
    public Response call(@RestQuery @DefaultValue("") String seen, @RestQuery @DefaultValue("0") long since) {
        Instant now = clock.instant();
        boolean isOver = since > 0 && now.getEpochSecond() - since > LONGEST_WATCH.toSeconds();
        SetUpView view = view(Optional.empty(), Optional.empty(), new Watch(now, isOver, true));
        if (view.seen().equals(seen) && !isOver) {
            return Response.noContent().build();
        }
        return Response.ok(Templates.heap$call(view).render()
                        + Templates.show$progress(view).render()
                        + Templates.show$heapState(view).render()
                        + Templates.show$segment(view).render())
                .build();
    }

    /** The one answer that shows the URL; no redirect, for it is shown nowhere else. */
    @POST
    @Path("hook-url")
    @TenantRole(Role.EDITOR)
    public TemplateInstance makeUrl() {
        String url = hooks.url(hooks.rotateToken(tenant.id(), tenant.actor()));
        return Templates.show(view(Optional.of(url), Optional.empty()));
    }

    @POST
    @Path("secret")
    @TenantRole(Role.EDITOR)
    public Response saveSecret(@RestForm @DefaultValue("") String secret) {
        return changing(() -> hooks.setSecret(tenant.id(), secretOf(secret.strip()), tenant.actor()));
    }

    @POST
    @Path("window")
    @TenantRole(Role.OWNER)
    public Response changeWindow(@RestForm @DefaultValue("") String seconds) {
        return changing(() -> settings.changeWindow(tenant.id(), HookSettings.window(seconds), tenant.actor()));
    }

    @POST
    @Path("id-token")
    @TenantRole(Role.OWNER)
    public Response acceptIdToken(@RestForm @DefaultValue("") String idToken) {
        return changing(() -> accounts.accept(tenant.id(), idToken, tenant.actor()));
    }

    @POST
    @Path("old-url/end")
    @TenantRole(Role.OWNER)
    public Response endUrl() {
        return changing(() -> rotations.endUrl(tenant.id(), tenant.actor()));
    }

    @POST
    @Path("old-secret/end")
    @TenantRole(Role.OWNER)
    public Response endSecret() {
        return changing(() -> rotations.endSecret(tenant.id(), tenant.actor()));
    }

    /** A mistake is told on the page where it was made. */
    private Response changing(Runnable change) {
        try {
            change.run();
        } catch (ProblemException e) {
            return Response.status(e.status())
                    .entity(Templates.show(view(Optional.empty(), Optional.of(e.detail()))))
                    .build();
        }
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/setup#heap"))
                .build();
    }

    private static Secret secretOf(String text) {
        if (text.isEmpty()) {
            throw ProblemException.badRequest(
                    "Saving the webhook secret: expected what Heap shows after “Reveal Webhook secret”, got nothing.");
        }
        return new Secret(text);
    }

    private SetUpView view(Optional<String> newUrl, Optional<String> mistake) {
        return view(newUrl, mistake, new Watch(clock.instant(), false, false));
    }

    private SetUpView view(Optional<String> newUrl, Optional<String> mistake, Watch watch) {
        return new SetUpView(
                tenant.slug(),
                tenant.name(),
                tenant.canEdit(),
                tenant.isOwner() && tenant.canEdit(),
                progress.steps(),
                views.connections(tenant.id()),
                hooks.state(tenant.id()),
                views.segments(tenant.id()),
                views.lastCall(tenant.id()),
                rotations.secondsElsewhere(),
                newUrl,
                mistake,
                watch);
    }
}
