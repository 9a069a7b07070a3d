package io.segue.erasure.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.erasure.Erasure;
import io.segue.erasure.ErasureRequest;
import io.segue.erasure.ErasureViews;
import io.segue.erasure.Erasures;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ShownError;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Erasures, for pipelines: asked for with the token of an owner, proved to everyone of the tenant. */
@Path("/api/v1/erasures")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ErasuresResource {

    private static final String KIND = "erasures";

    private final Erasures erasures;
    private final ErasureViews views;
    private final Versions versions;
    private final CurrentTenant tenant;

    ErasuresResource(Erasures erasures, ErasureViews views, Versions versions, CurrentTenant tenant) {
        this.versions = versions;
        this.erasures = erasures;
        this.views = views;
        this.tenant = tenant;
    }

    /**
     * Whom to erase.
     *
     * @param values Heap ids and LaunchDarkly keys of one person
     * @param reference your own word for it; it must not name the person
     * @param heapIdentity given, Heap's deletion API is asked as well
     */
    @Schema(name = "ErasureRequest", description = "Whom to erase.")
    public record Asked(
            @Nullable List<@Nullable String> values,
            @Nullable String reference,
            @Nullable String heapIdentity) {}

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Erasures", description = "A piece, the newest first.")
    public record Listed(List<Proved> items, @Nullable String next) implements Paged {}

    /** How an erasure stands, and what proves it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Erasure", description = "How an erasure stands, and what proves it.")
    public record Proved(
            String id,
            String state,
            Instant requestedAt,
            String requestedBy,
            String reference,
            int identifiers,
            int members,
            int segments,
            int bodiesChecked,
            int bodiesRewritten,
            Map<String, Integer> records,
            List<ProvedPlace> places,
            String heap,
            @Nullable String heapRequest,
            @Nullable ShownError heapError,
            @Nullable Instant removedAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant doneAt,
            @Nullable Instant liftedAt,
            @Nullable String liftedBy)
            implements Versioned {

        /** Whether the block is in force; the rest happens to it. */
        @Override
        public Object settings() {
            return List.of(id, liftedAt == null);
        }
    }

    /** A LaunchDarkly segment that the person left. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ErasurePlace", description = "A LaunchDarkly segment that the person left.")
    public record ProvedPlace(
            String syncId,
            String segment,
            String connection,
            String state,
            @Nullable Instant endedAt,
            @Nullable String closedBy,
            @Nullable String runId,
            @Nullable Integer call,
            @Nullable Integer status,
            @Nullable String launchDarklySaid,
            @Nullable ShownError obstacle) {}

    @POST
    @TenantRole(Role.OWNER)
    @ResponseStatus(202)
    @Operation(summary = "Erase a person everywhere, and block the given ids and keys from coming back")
    public Proved erase(@Nullable Asked asked) {
        if (asked == null || asked.values() == null || asked.values().stream().anyMatch(Objects::isNull)) {
            throw ProblemException.badRequest(
                    "Erasing a person: expected values, each of them a text, there are none or others.");
        }
        String id = erasures.request(
                tenant.id(),
                ErasureRequest.of(
                        asked.values(),
                        asked.reference() == null ? "" : asked.reference(),
                        Optional.ofNullable(asked.heapIdentity())),
                tenant.actor());
        return proved(views.get(tenant.id(), id));
    }

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Erasures, the newest first")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Window window = Window.of(KIND, 1, cursor, limit);
        List<Erasure> read = views.list(tenant.id(), window.after().map(after -> after.word(0)), window.toRead());
        Piece<Erasure> piece = window.piece(read, last -> Cursor.of(KIND, last.id()));
        return new Listed(piece.items(ErasuresResource::proved), piece.next());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "How one erasure stands, and its proof")
    public Proved get(@PathParam("id") String id) {
        return proved(views.get(tenant.id(), id));
    }

    @DELETE
    @Path("/{id}/block")
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(summary = "Let the person come back with whatever Heap sends from now on")
    public Proved lift(@PathParam("id") String id) {
        versions.require(get(id));
        erasures.lift(tenant.id(), id, tenant.actor());
        return proved(views.get(tenant.id(), id));
    }

    private static Proved proved(Erasure erasure) {
        return new Proved(
                erasure.id(),
                erasure.state(),
                erasure.requestedAt(),
                erasure.requestedBy(),
                erasure.reference(),
                erasure.values(),
                erasure.counts().members(),
                erasure.counts().segments(),
                erasure.counts().bodiesChecked(),
                erasure.counts().bodies(),
                erasure.counts().records(),
                erasure.places().stream().map(ErasuresResource::proved).toList(),
                erasure.heap().state(),
                erasure.heap().request().orElse(null),
                erasure.heap().error().orElse(null),
                erasure.steps().removedAt().orElse(null),
                erasure.steps().confirmedAt().orElse(null),
                erasure.steps().doneAt().orElse(null),
                erasure.liftedAt().orElse(null),
                erasure.liftedBy().orElse(null));
    }

    private static ProvedPlace proved(Erasure.Place place) {
        return new ProvedPlace(
                place.syncId(),
                place.segment(),
                place.connection(),
                place.state(),
                place.endedAt().orElse(null),
                place.closedBy().orElse(null),
                place.call().map(Erasure.Call::runId).orElse(null),
                place.call().map(Erasure.Call::ordinal).orElse(null),
                place.call().map(Erasure.Call::status).orElse(null),
                place.asked().orElse(null),
                place.obstacle().orElse(null));
    }
}
