package io.segue.alert.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.notice.Deliveries;
import io.segue.alert.target.NewTarget;
import io.segue.alert.target.Target;
import io.segue.alert.target.TargetChange;
import io.segue.alert.target.Targets;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.ComparedChange;
import io.segue.api.version.Versions;
import io.segue.platform.Secret;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Whom alerts go to, for pipelines. */
@Path("/api/v1/alerts/targets")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertTargetsResource {

    private final Targets targets;
    private final Deliveries deliveries;
    private final Versions versions;
    private final ComparedChange change;
    private final CurrentTenant tenant;

    AlertTargetsResource(
            Targets targets, Deliveries deliveries, Versions versions, ComparedChange change, CurrentTenant tenant) {
        this.versions = versions;
        this.change = change;
        this.targets = targets;
        this.deliveries = deliveries;
        this.tenant = tenant;
    }

    /** By name. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AlertTargets", description = "Whom alerts go to, by name.")
    public record Listed(List<ShownTarget> items, @Nullable String next) implements Paged {}

    /**
     * A target as it is to be made.
     *
     * @param kind email, slack, pagerduty or webhook
     * @param address an e-mail address, a URL, or PagerDuty's integration key; never answered
     * @param leastLevel warn (the default) or critical
     * @param events of a webhook: alert.raised, alert.recovered, run.ended; the first two unless told
     * @param region of PagerDuty: us (the default) or eu
     */
    @Schema(name = "NewAlertTarget", description = "A target as it is to be made.")
    public record Wanted(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String address,
            @Nullable String leastLevel,
            @Nullable List<String> events,
            @Nullable String region) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /**
     * What is to be changed; what is not named stays as it is.
     *
     * @param address checked like that of a new target; its kind stays
     */
    @Schema(name = "ChangedAlertTarget", description = "What is to be changed; what is not named stays.")
    public record Changed(
            @Nullable String name,
            @Nullable Boolean on,
            @Nullable String leastLevel,
            @Nullable List<String> events,
            @Nullable String address,
            @Nullable String region) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** The new target; of a webhook with its secret, told once. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "MadeAlertTarget", description = "The new target; of a webhook with its secret, told once.")
    public record Made(ShownTarget target, @Nullable String secret) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** A webhook's secret, told once. */
    @Schema(name = "NewAlertSecret", description = "A webhook's secret, told once.")
    public record NewSecret(String secret) {

        @Override
        public String toString() {
            return "***";
        }
    }

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists whom alerts go to, and whether they are reached")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Piece<Target> piece = Window.ofWhole("alert-targets", cursor, limit).pieceOfWhole(targets.list(tenant.id()));
        return new Listed(piece.items(ShownTarget::of), piece.next());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows one target")
    public ShownTarget get(@PathParam("id") String id) {
        return ShownTarget.of(targets.get(tenant.id(), id));
    }

    @POST
    @TenantRole(Role.EDITOR)
    @ResponseStatus(201)
    @Operation(summary = "Adds a target; the answer has the secret of a signed webhook for the only time")
    public Made create(@Nullable Wanted wanted) {
        if (wanted == null) {
            throw ProblemException.nothingAsked();
        }
        Targets.Made made = targets.create(
                tenant.id(),
                NewTarget.of(
                        orEmpty(wanted.kind()),
                        orEmpty(wanted.name()),
                        orEmpty(wanted.address()),
                        level(wanted.leastLevel()).orElse(Level.WARN),
                        events(wanted.events()).orElse(EventType.OF_ALERTS),
                        "eu".equals(wanted.region())),
                tenant.actor());
        return new Made(
                ShownTarget.of(made.target()),
                made.secret().map(secret -> secret.value()).orElse(null));
    }

    @PUT
    @Path("/{id}")
    @TenantRole(Role.EDITOR)
    @ChecksVersion(byItself = true)
    @Operation(summary = "Changes a target's name, its address, its events and levels, or turns it on or off")
    public ShownTarget change(@PathParam("id") String id, @Nullable Changed changed) throws Exception {
        if (changed == null) {
            throw ProblemException.nothingAsked();
        }
        versions.require(get(id));
        // Another address is looked up: other changes of the tenant do not wait for that.
        TargetChange wanted = targets.checked(tenant.id(), id, asked(changed));
        return change.together(() -> {
            versions.require(get(id));
            return ShownTarget.of(targets.store(tenant.id(), id, wanted, tenant.actor()));
        });
    }

    @POST
    @Path("/{id}/secret")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Makes another secret of a signed webhook; the one before signs beside it for a day")
    public NewSecret secret(@PathParam("id") String id) {
        versions.require(get(id));
        return new NewSecret(
                targets.rotateSecret(tenant.id(), id, tenant.actor()).value());
    }

    @POST
    @Path("/{id}/test")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.EDITOR)
    @ResponseStatus(202)
    @Operation(summary = "Sends a test; ask for the delivery that it answers to see what came of it")
    public ShownDelivery test(@PathParam("id") String id) {
        return ShownDelivery.of(
                deliveries.test(tenant.id(), tenant.name(), "/t/" + tenant.slug() + "/alerts", id, tenant.actor()));
    }

    @DELETE
    @Path("/{id}")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Removes a target; what it was told stays in the log")
    public void remove(@PathParam("id") String id) {
        versions.require(get(id));
        targets.remove(tenant.id(), id, tenant.actor());
    }

    private static TargetChange asked(Changed changed) {
        return new TargetChange(
                Optional.ofNullable(changed.name()),
                Optional.ofNullable(changed.on()),
                level(changed.leastLevel()),
                events(changed.events()),
                Optional.ofNullable(changed.address()).map(AlertTargetsResource::address),
                Optional.ofNullable(changed.region()).map("eu"::equals));
    }

    private static Optional<Level> level(@Nullable String word) {
        if (word == null) {
            return Optional.empty();
        }
        return switch (word) {
            case "warn" -> Optional.of(Level.WARN);
            case "critical" -> Optional.of(Level.CRITICAL);
            default ->
                throw ProblemException.badRequest(
                        "Saving a target of alerts: expected the level warn or critical, got another.");
        };
    }

    private static Optional<List<EventType>> events(@Nullable List<String> words) {
        if (words == null) {
            return Optional.empty();
        }
        return Optional.of(words.stream()
                .map(word -> EventType.find(String.valueOf(word))
                        .orElseThrow(() -> ProblemException.badRequest("Saving a target of alerts: expected events of"
                                + " alert.raised, alert.recovered and run.ended, got another.")))
                .toList());
    }

    private static Secret address(String text) {
        if (text.isBlank()) {
            throw ProblemException.badRequest("Saving a target of alerts: expected an address, got an empty one.");
        }
        return new Secret(text);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
