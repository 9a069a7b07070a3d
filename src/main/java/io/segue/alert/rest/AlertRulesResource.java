package io.segue.alert.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.alert.AlertKind;
import io.segue.alert.rule.Rule;
import io.segue.alert.rule.Rules;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Of what is told, for pipelines. */
@Path("/api/v1/alerts/rules")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertRulesResource {

    private final Rules rules;
    private final Versions versions;
    private final CurrentTenant tenant;

    AlertRulesResource(Rules rules, Versions versions, CurrentTenant tenant) {
        this.rules = rules;
        this.versions = versions;
        this.tenant = tenant;
    }

    /** One rule of each kind. */
    @Schema(name = "AlertRules", description = "One rule of each kind.")
    public record Ruled(List<ShownRule> items) implements Versioned {

        @Override
        public Object settings() {
            return items.stream()
                    .map(rule -> Arrays.asList(rule.kind(), rule.on(), rule.warnAt(), rule.criticalAt()))
                    .toList();
        }
    }

    /**
     * From which number on it is told of.
     *
     * @param unit what the numbers count: minutes, keys or percent
     * @param warnAt not there: never as a warning
     * @param criticalAt not there: never as critical
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AlertRule", description = "From which number of its unit on something is told of.")
    public record ShownRule(
            String kind,
            String title,
            String meaning,
            String unit,
            boolean on,
            @Nullable Integer warnAt,
            @Nullable Integer criticalAt) {

        static ShownRule of(Rule rule) {
            return new ShownRule(
                    rule.kind().word(),
                    rule.kind().title(),
                    rule.kind().meaning(),
                    rule.kind().unit().word(),
                    rule.isOn(),
                    rule.warnAt().orElse(null),
                    rule.criticalAt().orElse(null));
        }
    }

    /** A rule as it is to be; a number that is not there means never at that level. */
    @Schema(name = "WantedAlertRule", description = "A rule as it is to be; a number that is not there means never.")
    public record WantedRule(
            @Nullable String kind,
            @Nullable Boolean on,
            @Nullable Integer warnAt,
            @Nullable Integer criticalAt) {}

    /** Rules as they are to be. */
    @Schema(name = "WantedAlertRules", description = "Rules as they are to be; others stay.")
    public record WantedRules(@Nullable List<@Nullable WantedRule> items) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists of what is told, and from which number on")
    public Ruled rules() {
        return new Ruled(rules.all(tenant.id()).stream().map(ShownRule::of).toList());
    }

    @PUT
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(summary = "Changes rules, all or none: on or off, and the numbers from which they tell; others stay")
    public Ruled change(@Nullable WantedRules wanted) {
        if (wanted == null || wanted.items() == null || wanted.items().isEmpty()) {
            throw ProblemException.badRequest("Saving rules of alerts: expected items with a kind each, got none.");
        }
        versions.require(rules());
        rules.save(
                tenant.id(),
                wanted.items().stream().map(AlertRulesResource::rule).toList(),
                tenant.actor());
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
}
