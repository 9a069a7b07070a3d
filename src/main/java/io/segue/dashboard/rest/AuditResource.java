package io.segue.dashboard.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.audit.page.AuditQuery;
import io.segue.audit.page.AuditViews;
import io.segue.audit.page.AuditViews.Entry;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.Zones;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The audit log, for pipelines. */
@Path("/api/v1/audit")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private static final String KIND = "audit";

    private final AuditViews views;
    private final OpaqueIds ids;
    private final Zones zones;
    private final CurrentTenant tenant;

    AuditResource(AuditViews views, OpaqueIds ids, Zones zones, CurrentTenant tenant) {
        this.views = views;
        this.ids = ids;
        this.zones = zones;
        this.tenant = tenant;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuditEntries", description = "A piece, the newest first.")
    public record Listed(List<Shown> items, @Nullable String next) implements Paged {}

    /**
     * One entry as it was written.
     *
     * @param address where the caller was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AuditEntry", description = "One entry as it was written.")
    public record Shown(
            String id,
            Instant at,
            String actor,
            String action,
            String subject,
            String detail,
            @Nullable String address,
            @Nullable String before,
            @Nullable String after) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(
            summary =
                    "Who did what, the newest first, narrowed by what the actor or the entry contains, and by UTC days")
    public Listed list(
            @QueryParam("who") @DefaultValue("") String who,
            @QueryParam("what") @DefaultValue("") String what,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("to") @DefaultValue("") String to,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KIND, 1, cursor, limit);
        AuditQuery query = AuditQuery.of(who, what, from, to, zones.current());
        Optional<Long> before = window.after().map(after -> number(after.word(0)));
        Piece<Entry> piece = window.piece(
                views.read(tenant.id(), query, before, window.toRead()), last -> Cursor.of(KIND, id(last)));
        return new Listed(piece.items(this::shown), piece.next());
    }

    private Shown shown(Entry entry) {
        return new Shown(
                id(entry),
                entry.at(),
                entry.actor(),
                entry.action(),
                entry.subject(),
                entry.detail(),
                entry.address().orElse(null),
                entry.before().orElse(null),
                entry.after().orElse(null));
    }

    private String id(Entry entry) {
        return ids.encode("aud", entry.id());
    }

    private long number(String id) {
        return ids.decode("aud", id).orElseThrow(() -> ProblemException.notFound("this entry"));
    }
}
