package io.segue.alert.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.alert.AlertConfig;
import io.segue.alert.AlertKind;
import io.segue.alert.notice.Deliveries;
import io.segue.alert.notice.LoggedDelivery;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rule;
import io.segue.alert.rule.Rules;
import io.segue.alert.watch.Alert;
import io.segue.alert.watch.AlertViews;
import io.segue.api.ApiTokenMechanism;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What is wrong, of what is told, and what became of it, for pipelines. */
@Path("/api/v1/alerts")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertsResource {

    private static final int MOST = 500;

    private final AlertViews alerts;
    private final Rules rules;
    private final Deliveries deliveries;
    private final AlertConfig config;
    private final CurrentTenant tenant;

    AlertsResource(AlertViews alerts, Rules rules, Deliveries deliveries, AlertConfig config, CurrentTenant tenant) {
        this.alerts = alerts;
        this.rules = rules;
        this.deliveries = deliveries;
        this.config = config;
        this.tenant = tenant;
    }

    /** Alerts, those that go on first. */
    public record Listed(List<ShownAlert> items) {}

    /** One alert; it goes on unless it has recovered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ShownAlert(
            String id,
            String kind,
            String level,
            String title,
            String detail,
            @Nullable String error,
            Instant raisedAt,
            @Nullable Instant recoveredAt) {

        static ShownAlert of(Alert alert) {
            return new ShownAlert(
                    alert.id(),
                    alert.kind().word(),
                    alert.level().word(),
                    alert.title(),
                    alert.detail(),
                    alert.error().orElse(null),
                    alert.raisedAt(),
                    alert.recoveredAt().orElse(null));
        }
    }

    /** One rule of each kind. */
    public record Ruled(List<ShownRule> items) {}

    /**
     * From which number on it is told of.
     *
     * @param unit what the numbers count: minutes, keys or percent
     * @param warnAt not there: never as a warning
     * @param criticalAt not there: never as critical
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ShownRule(
            String kind,
            String unit,
            boolean on,
            @Nullable Integer warnAt,
            @Nullable Integer criticalAt) {

        static ShownRule of(Rule rule) {
            return new ShownRule(
                    rule.kind().word(),
                    rule.kind().unit().word(),
                    rule.isOn(),
                    rule.warnAt().orElse(null),
                    rule.criticalAt().orElse(null));
        }
    }

    /** A rule as it is to be; a number that is not there means never at that level. */
    public record WantedRule(
            @Nullable String kind,
            @Nullable Boolean on,
            @Nullable Integer warnAt,
            @Nullable Integer criticalAt) {}

    /** Rules as they are to be. */
    public record WantedRules(@Nullable List<@Nullable WantedRule> items) {}

    /** When warnings wait each day, such as from 22:00 until 07:00 in Europe/Berlin. */
    public record Quiet(
            @Nullable String from,
            @Nullable String until,
            @Nullable String zone) {}

    /** The log, the latest first. */
    public record Logged(List<ShownDelivery> items) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists what is wrong, the worst first, then what is over, the latest first")
    public Listed list(@QueryParam("limit") @DefaultValue("100") int limit) {
        return new Listed(alerts.list(tenant.id(), checked(limit)).stream()
                .map(ShownAlert::of)
                .toList());
    }

    @GET
    @Path("/rules")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists of what is told, and from which number on")
    public Ruled rules() {
        return new Ruled(rules.all(tenant.id()).stream().map(ShownRule::of).toList());
    }

    @PUT
    @Path("/rules")
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Changes rules, all or none: on or off, and the numbers from which they tell; others stay")
    public Ruled change(@Nullable WantedRules wanted) {
        if (wanted == null || wanted.items() == null || wanted.items().isEmpty()) {
            throw ProblemException.badRequest("Saving rules of alerts: expected items with a kind each, got none.");
        }
        rules.save(
                tenant.id(), wanted.items().stream().map(AlertsResource::rule).toList(), tenant.actor());
        return rules();
    }

    private static Rule rule(@Nullable WantedRule wanted) {
        if (wanted == null || wanted.kind() == null) {
            throw ProblemException.badRequest("Saving rules of alerts: expected a kind with each, got none.");
        }
        AlertKind kind = AlertKind.find(wanted.kind())
                .orElseThrow(() -> ProblemException.badRequest("Saving rules of alerts: expected a kind of "
                        + Stream.of(AlertKind.values()).map(AlertKind::word).collect(Collectors.joining(", "))
                        + ", got another."));
        return new Rule(
                kind,
                wanted.on() == null || wanted.on(),
                Optional.ofNullable(wanted.warnAt()),
                Optional.ofNullable(wanted.criticalAt()));
    }

    @GET
    @Path("/quiet-hours")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows when warnings wait; nothing is in it when they never do")
    public Quiet quietHours() {
        return rules.quietHours(tenant.id()).map(AlertsResource::shown).orElseGet(() -> new Quiet(null, null, null));
    }

    @PUT
    @Path("/quiet-hours")
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Lets warnings wait each day from a time until another; what is critical never waits")
    public Quiet keepQuiet(@Nullable Quiet wanted) {
        if (wanted == null || wanted.from() == null || wanted.until() == null) {
            throw ProblemException.badRequest("Saving quiet hours: expected from and until, such as 22:00 and 07:00.");
        }
        String zone = wanted.zone() == null ? config.zone().getId() : wanted.zone();
        QuietHours quiet = QuietHours.of(wanted.from(), wanted.until(), zone);
        rules.keepQuiet(tenant.id(), Optional.of(quiet), tenant.actor());
        return shown(quiet);
    }

    @DELETE
    @Path("/quiet-hours")
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Lets warnings never wait")
    public void endQuietHours() {
        rules.keepQuiet(tenant.id(), Optional.empty(), tenant.actor());
    }

    @GET
    @Path("/deliveries")
    @TenantRole(Role.VIEWER)
    @Operation(
            summary = "Lists what was told to whom and what came of it, the latest first; before continues behind one."
                    + " Narrowed by target and by state")
    public Logged deliveries(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("before") @DefaultValue("") String before,
            @QueryParam("targetId") @DefaultValue("") String targetId,
            @QueryParam("state") @DefaultValue("") String state) {
        Optional<String> target = targetId.isEmpty() ? Optional.empty() : Optional.of(targetId);
        return new Logged(deliveries.list(tenant.id(), target, state, before, checked(limit)).stream()
                .map(ShownDelivery::of)
                .toList());
    }

    @GET
    @Path("/deliveries/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows one notice to one target, such as what became of a test")
    public ShownDelivery delivery(@PathParam("id") String id) {
        return ShownDelivery.of(deliveries.get(tenant.id(), id));
    }

    @POST
    @Path("/deliveries/{id}/resend")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(summary = "Sends a notice again, with the same webhook-id; 409 while it waits")
    public ShownDelivery resend(@PathParam("id") String id) {
        LoggedDelivery again = deliveries.resend(tenant.id(), id, tenant.actor());
        return ShownDelivery.of(again);
    }

    private static Quiet shown(QuietHours quiet) {
        return new Quiet(
                quiet.from().toString(), quiet.until().toString(), quiet.zone().getId());
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.badRequest("Listing: expected a limit from 1 to " + MOST + ".");
        }
        return limit;
    }
}
