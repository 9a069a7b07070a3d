package io.segue.flags.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.connection.Connections;
import io.segue.flags.choice.Choice;
import io.segue.flags.choice.Choices;
import io.segue.flags.choice.SavedChoice;
import io.segue.flags.page.Snippet;
import io.segue.flags.reporter.ReporterFiles;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What becomes of a choice of flags: the lines for the customer's page, and the choices before, for pipelines. */
@Path("/api/v1/flags")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class ChoiceResource {

    private static final String KIND = "flag-choices";

    private final Connections connections;
    private final Choices choices;
    private final ReporterFiles reporter;
    private final CurrentTenant tenant;
    private final String base;

    ChoiceResource(
            Connections connections,
            Choices choices,
            ReporterFiles reporter,
            CurrentTenant tenant,
            @ConfigProperty(name = "segue.url") String base) {
        this.connections = connections;
        this.choices = choices;
        this.reporter = reporter;
        this.tenant = tenant;
        this.base = base;
    }

    /** The lines that report the chosen flags to Heap: as scripts of a page, or for a bundler. */
    @Schema(
            name = "FlagSnippet",
            description = "The lines that report the chosen flags to Heap: as scripts of a page, or for a bundler.")
    public record Lines(String script, String npm, String reporterUrl, String integrity) {}

    /** A piece of the choices, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "FlagChoices", description = "A piece of the choices, the newest first.")
    public record Listed(List<ShownChoice> items, @Nullable String next) implements Paged {}

    @GET
    @Path("/choice/snippet")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Shows the lines that report the chosen flags to Heap, to be put into your pages")
    public Lines snippet(@RestQuery @DefaultValue("") String connectionId) {
        Choice choice = choices.current(tenant.id(), place(connectionId)).choice();
        if (choice.flags().isEmpty()) {
            throw ProblemException.conflict("Writing the snippet: expected chosen flags, there are none yet.");
        }
        Snippet snippet = Snippet.of(choice, base, reporter.script());
        return new Lines(
                snippet.script(),
                snippet.npm(),
                base + reporter.script().path(),
                reporter.script().integrity());
    }

    @GET
    @Path("/choice/history")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Lists the choices of flags that were saved for a connection, the newest first")
    public Listed history(
            @RestQuery @DefaultValue("") String connectionId,
            @RestQuery @DefaultValue("") String cursor,
            @RestQuery @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KIND, 1, cursor, limit);
        int below = window.after()
                .map(after -> (int) Math.max(0, Math.min(Integer.MAX_VALUE, after.number(0))))
                .orElse(Integer.MAX_VALUE);
        Piece<SavedChoice> piece = window.piece(
                choices.history(tenant.id(), place(connectionId), below, window.toRead()),
                last -> Cursor.of(KIND, last.version()));
        return new Listed(piece.items(ShownChoice::of), piece.next());
    }

    private long place(String connectionId) {
        return connections.get(tenant.id(), connectionId).number();
    }
}
