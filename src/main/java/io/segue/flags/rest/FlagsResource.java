package io.segue.flags.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versions;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.flags.Flag;
import io.segue.flags.KnownFlags;
import io.segue.flags.choice.Budget;
import io.segue.flags.choice.Choices;
import io.segue.flags.choice.SavedChoice;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Flags of an environment, and which of them go to Heap, for pipelines. */
@Path("/api/v1/flags")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FlagsResource {

    private final Connections connections;
    private final KnownFlags flags;
    private final Choices choices;
    private final Versions versions;
    private final CurrentTenant tenant;

    FlagsResource(Connections connections, KnownFlags flags, Choices choices, Versions versions, CurrentTenant tenant) {
        this.versions = versions;
        this.connections = connections;
        this.flags = flags;
        this.choices = choices;
        this.tenant = tenant;
    }

    /**
     * Flags of an environment.
     *
     * @param whole false when it has more than are read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Flags", description = "Flags of an environment.")
    public record Listed(List<Shown> items, @Nullable String next, boolean whole, Instant readAt, Cookie cookie)
            implements Paged {}

    /** What the chosen ones need in Heap's cookie, each with its longest value. */
    @Schema(
            name = "FlagCookie",
            description = "What the chosen ones need in Heap's cookie, each with its longest value.")
    public record Cookie(int bytes, int room, int wanted, List<String> omitted) {}

    /**
     * One flag.
     *
     * @param position among the chosen ones, from 1; absent when it is not chosen
     * @param bytes what it adds in Heap's cookie; absent when it is not chosen, or not given to browsers
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Flag", description = "One flag.")
    public record Shown(
            String key,
            String name,
            String description,
            List<JsonNode> variations,
            boolean inBrowsers,
            @Nullable Boolean on,
            @Nullable Integer position,
            @Nullable Integer bytes) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists the flags of a connection's environment, and which of them go to Heap")
    public Listed list(
            @RestQuery @DefaultValue("") String connectionId,
            @RestQuery @DefaultValue("") String name,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.LARGE) int limit) {
        Window window = Window.ofWhole("flags", cursor, limit);
        ConnectionSummary connection = connections.get(tenant.id(), connectionId);
        KnownFlags.Read read = flags.of(tenant.id(), connection);
        read.problem().ifPresent(problem -> {
            throw new ProblemException(
                    problem.error().error(),
                    problem.error().error() == ErrorCode.LAUNCHDARKLY_SILENT ? 503 : 422,
                    "The flags could not be read",
                    problem.error().message());
        });
        SavedChoice saved = choices.current(tenant.id(), connection.number());
        Budget budget = Budget.of(saved.choice(), read::find);
        Piece<Flag> piece = window.pieceOfWhole(read.named(name));
        return new Listed(
                piece.items(flag -> shown(flag, saved, budget)),
                piece.next(),
                read.isWhole(),
                read.at(),
                new Cookie(budget.bytes(), budget.room(), budget.wanted(), budget.omitted()));
    }

    @POST
    @Path("/read")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.EDITOR)
    @Operation(summary = "Reads the flags from LaunchDarkly anew when they are listed next")
    public void read(@RestQuery @DefaultValue("") String connectionId) {
        flags.forget(tenant.id(), connections.get(tenant.id(), connectionId).number());
    }

    @GET
    @Path("/choice")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows which flags of a connection go to Heap, in which order, and how")
    public ShownChoice choice(@RestQuery @DefaultValue("") String connectionId) {
        ConnectionSummary connection = connections.get(tenant.id(), connectionId);
        return ShownChoice.of(choices.current(tenant.id(), connection.number()));
    }

    @PUT
    @Path("/choice")
    @TenantRole(Role.EDITOR)
    @ChecksVersion
    @Operation(
            summary =
                    "Chooses flags for Heap; what is not named stays as it was. With version, only if it is the latest")
    public ShownChoice choose(@RestQuery @DefaultValue("") String connectionId, @Nullable ShownChoice asked) {
        if (asked == null) {
            throw ProblemException.nothingAsked();
        }
        ConnectionSummary connection = connections.get(tenant.id(), connectionId);
        SavedChoice before = choices.current(tenant.id(), connection.number());
        versions.require(ShownChoice.of(before));
        Integer meant = asked.version();
        return ShownChoice.of(choices.save(
                tenant.id(),
                connection,
                meant == null ? before.version() : meant,
                asked.over(before.choice()),
                tenant.actor()));
    }

    private static Shown shown(Flag flag, SavedChoice saved, Budget budget) {
        int at = saved.choice().flags().indexOf(flag.key());
        return new Shown(
                flag.key(),
                flag.name(),
                flag.description(),
                flag.variations(),
                flag.inBrowsers(),
                flag.isOn().orElse(null),
                at < 0 ? null : at + 1,
                budget.of().get(flag.key()));
    }
}
