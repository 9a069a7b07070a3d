package io.segue.alert.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.alert.AlertConfig;
import io.segue.alert.notice.Deliveries;
import io.segue.alert.notice.LoggedDelivery;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rules;
import io.segue.alert.watch.Alert;
import io.segue.alert.watch.AlertViews;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What is wrong, when warnings wait, and what became of what was told, for pipelines. */
@Path("/api/v1/alerts")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertsResource {

    private static final String ALERTS = "alerts";
    private static final String DELIVERIES = "alert-deliveries";

    private final AlertViews alerts;
    private final Rules rules;
    private final Deliveries deliveries;
    private final AlertConfig config;
    private final Versions versions;
    private final CurrentTenant tenant;

    AlertsResource(
            AlertViews alerts,
            Rules rules,
            Deliveries deliveries,
            AlertConfig config,
            Versions versions,
            CurrentTenant tenant) {
        this.alerts = alerts;
        this.rules = rules;
        this.deliveries = deliveries;
        this.config = config;
        this.versions = versions;
        this.tenant = tenant;
    }

    /** Alerts, those that go on first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Alerts", description = "Alerts, those that go on first.")
    public record Listed(List<ShownAlert> items, @Nullable String next) implements Paged {}

    /** One alert; it goes on unless it has recovered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Alert", description = "One alert; it goes on unless it has recovered.")
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
                    alert.kind(),
                    alert.level().word(),
                    alert.title(),
                    alert.detail(),
                    alert.error().orElse(null),
                    alert.raisedAt(),
                    alert.recoveredAt().orElse(null));
        }
    }

    /** When warnings wait each day, such as from 22:00 until 07:00 in Europe/Berlin. */
    @Schema(name = "QuietHours", description = "When warnings wait each day; what is critical never waits.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Quiet(
            @Nullable String from,
            @Nullable String until,
            @Nullable String zone) implements Versioned {

        @Override
        public Object settings() {
            return Arrays.asList(from, until, zone);
        }
    }

    /** The log, the latest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AlertDeliveries", description = "The log, the latest first.")
    public record Logged(
            List<ShownDelivery> items, @Nullable String next) implements Paged {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists what is wrong, the worst first, then what is over, the latest first")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.ofWhole(ALERTS, cursor, limit);
        long skip = window.after().map(after -> Math.max(0, after.number(0))).orElse(0L);
        Piece<Alert> piece = window.piece(
                alerts.list(tenant.id(), skip, window.toRead()), last -> Cursor.of(ALERTS, skip + window.limit()));
        return new Listed(piece.items(ShownAlert::of), piece.next());
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
    @ChecksVersion
    @Operation(summary = "Lets warnings wait each day from a time until another; what is critical never waits")
    public Quiet keepQuiet(@Nullable Quiet wanted) {
        if (wanted == null || wanted.from() == null || wanted.until() == null) {
            throw ProblemException.badRequest("Saving quiet hours: expected from and until, such as 22:00 and 07:00.");
        }
        versions.require(quietHours());
        String zone = wanted.zone() == null ? config.zone().getId() : wanted.zone();
        QuietHours quiet = QuietHours.of(wanted.from(), wanted.until(), zone);
        rules.keepQuiet(tenant.id(), Optional.of(quiet), tenant.actor());
        return shown(quiet);
    }

    @DELETE
    @Path("/quiet-hours")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Lets warnings never wait")
    public void endQuietHours() {
        versions.require(quietHours());
        rules.keepQuiet(tenant.id(), Optional.empty(), tenant.actor());
    }

    @GET
    @Path("/deliveries")
    @TenantRole(Role.VIEWER)
    @Operation(
            summary =
                    "Lists what was told to whom and what came of it, the latest first. Narrowed by target and by state")
    public Logged deliveries(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit,
            @QueryParam("targetId") @DefaultValue("") String targetId,
            @QueryParam("state") @DefaultValue("") String state) {
        Window window = Window.of(DELIVERIES, 1, cursor, limit);
        String before = window.after().map(after -> after.word(0)).orElse("");
        Optional<String> target = targetId.isEmpty() ? Optional.empty() : Optional.of(targetId);
        Piece<LoggedDelivery> piece = window.piece(
                deliveries.list(tenant.id(), target, checked(state), before, window.toRead()),
                last -> Cursor.of(DELIVERIES, last.id()));
        return new Logged(piece.items(ShownDelivery::of), piece.next());
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

    private static String checked(String state) {
        if (!state.isEmpty() && !LoggedDelivery.STATES.contains(state)) {
            throw ProblemException.badRequest("Narrowing what was told: expected a state of "
                    + String.join(", ", LoggedDelivery.STATES) + ", got another.");
        }
        return state;
    }
}
