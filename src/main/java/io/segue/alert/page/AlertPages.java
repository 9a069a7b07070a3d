package io.segue.alert.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.segue.alert.AlertKind;
import io.segue.alert.notice.Deliveries;
import io.segue.alert.page.AlertsView.NewSecret;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rules;
import io.segue.alert.target.Target;
import io.segue.alert.target.Targets;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Of what a tenant is told, who is told, and what became of each notice. */
@Path("/t/{tenant}/alerts")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class AlertPages {

    private final AlertPageViews views;
    private final Rules rules;
    private final Targets targets;
    private final Deliveries deliveries;
    private final CurrentTenant tenant;

    AlertPages(AlertPageViews views, Rules rules, Targets targets, Deliveries deliveries, CurrentTenant tenant) {
        this.views = views;
        this.rules = rules;
        this.targets = targets;
        this.deliveries = deliveries;
        this.tenant = tenant;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(AlertsView view);

        private Templates() {}
    }

    /** What was posted and is to be corrected. */
    record Typed(Optional<List<RuleRow>> rules, TargetForm target) {

        static final Typed NOTHING = new Typed(Optional.empty(), TargetForm.EMPTY);
    }

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance show(
            @RestQuery @DefaultValue("") String target,
            @RestQuery @DefaultValue("") String state,
            @RestQuery @DefaultValue("") String before) {
        return Templates.show(views.page(tenant, target, state, before));
    }

    @POST
    @Path("/rules")
    @TenantRole(Role.EDITOR)
    public Response rules(MultivaluedMap<String, String> form) {
        List<RuleRow> typed = Stream.of(AlertKind.values())
                .map(kind -> RuleRow.typed(kind, form))
                .toList();
        return changing(
                "rules",
                new Typed(Optional.of(typed), TargetForm.EMPTY),
                () -> rules.save(tenant.id(), typed.stream().map(RuleRow::rule).toList(), tenant.actor()));
    }

    @POST
    @Path("/quiet-hours")
    @TenantRole(Role.EDITOR)
    public Response quietHours(
            @RestForm @DefaultValue("") String on,
            @RestForm @DefaultValue("") String from,
            @RestForm @DefaultValue("") String until,
            @RestForm @DefaultValue("") String zone) {
        return changing("quiet", Typed.NOTHING, () -> {
            Optional<QuietHours> wanted =
                    on.isEmpty() ? Optional.empty() : Optional.of(QuietHours.of(from, until, zone));
            rules.keepQuiet(tenant.id(), wanted, tenant.actor());
        });
    }

    /** The secret of a signed webhook is shown by this answer and never again, so that it is no redirect. */
    @POST
    @Path("/targets")
    @TenantRole(Role.EDITOR)
    public Response add(MultivaluedMap<String, String> form) {
        TargetForm typed = TargetForm.of(form);
        try {
            Targets.Made made = targets.create(tenant.id(), typed.wanted(), tenant.actor());
            return made.secret().map(secret -> shownOnce(made.target(), secret)).orElseGet(() -> back("targets"));
        } catch (ProblemException e) {
            return refused(e, new Typed(Optional.empty(), typed.withoutSecret()));
        }
    }

    @POST
    @Path("/targets/{target}")
    @TenantRole(Role.EDITOR)
    public Response change(@RestPath String target, MultivaluedMap<String, String> form) {
        boolean isOn = form.containsKey("on");
        return changing(
                "targets",
                Typed.NOTHING,
                () -> targets.change(tenant.id(), target, TargetForm.of(form).change(isOn), tenant.actor()));
    }

    @POST
    @Path("/targets/{target}/secret")
    @TenantRole(Role.EDITOR)
    public Response secret(@RestPath String target) {
        Secret made = targets.rotateSecret(tenant.id(), target, tenant.actor());
        return shownOnce(targets.get(tenant.id(), target), made);
    }

    @POST
    @Path("/targets/{target}/test")
    @TenantRole(Role.EDITOR)
    public Response test(@RestPath String target) {
        return changing(
                "log",
                Typed.NOTHING,
                () -> deliveries.test(
                        tenant.id(), tenant.name(), "/t/" + tenant.slug() + "/alerts", target, tenant.actor()));
    }

    @POST
    @Path("/targets/{target}/remove")
    @TenantRole(Role.EDITOR)
    public Response remove(@RestPath String target) {
        targets.remove(tenant.id(), target, tenant.actor());
        return back("targets");
    }

    @POST
    @Path("/deliveries/{delivery}/resend")
    @TenantRole(Role.EDITOR)
    public Response resend(@RestPath String delivery) {
        return changing("log", Typed.NOTHING, () -> deliveries.resend(tenant.id(), delivery, tenant.actor()));
    }

    private Response changing(String part, Typed typed, Runnable change) {
        try {
            change.run();
        } catch (ProblemException e) {
            if (e.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw e;
            }
            return refused(e, typed);
        }
        return back(part);
    }

    private Response refused(ProblemException problem, Typed typed) {
        return Response.status(problem.status())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(Templates.show(views.mistaken(tenant, typed, problem)))
                .build();
    }

    private Response shownOnce(Target target, Secret secret) {
        return Response.ok(Templates.show(views.withSecret(tenant, new NewSecret(target.name(), secret.value()))))
                .build();
    }

    private Response back(String part) {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/alerts#" + part))
                .build();
    }
}
