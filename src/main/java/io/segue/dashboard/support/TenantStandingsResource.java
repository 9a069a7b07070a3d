package io.segue.dashboard.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Cursor;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.dashboard.support.ShownTenant.Person;
import io.segue.dashboard.support.SupportViews.Order;
import io.segue.dashboard.support.SupportViews.Row;
import io.segue.dashboard.support.TenantQuery.Need;
import io.segue.tenant.SignedIn;
import io.segue.web.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How all tenants are doing, for support's own pipelines. */
@Path("/api/v1/tenants")
@RolesAllowed(SignedIn.SUPPORT)
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class TenantStandingsResource {

    private final SupportViews views;
    private final TenantViews one;
    private final LookDesk looks;
    private final SecurityIdentity identity;

    TenantStandingsResource(SupportViews views, TenantViews one, LookDesk looks, SecurityIdentity identity) {
        this.views = views;
        this.one = one;
        this.looks = looks;
        this.identity = identity;
    }

    /** A piece, by name or by need. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Tenants", description = "A piece, by name or by need.")
    public record Listed(List<ShownTenant> items, @Nullable String next) implements Paged {}

    /** One tenant, and who is in it or invited. */
    @Schema(name = "TenantStanding", description = "One tenant, and who is in it or invited.")
    public record Shown(ShownTenant tenant, List<Person> people) {}

    @GET
    @Operation(
            summary = "Tenants and how they are doing, narrowed by what they need, by a cause of failure, and by what"
                    + " their name, short name or contact contains")
    public Listed list(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("need") @DefaultValue("all") String need,
            @QueryParam("cause") @DefaultValue("") String cause,
            @QueryParam("why") @DefaultValue("") String why,
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("sort") @DefaultValue("name") String sort,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.LARGE) int limit) {
        String kind = "tenants by " + sort;
        Window window = Window.of(kind, 1, cursor, limit);
        long skip = window.after().map(after -> Math.max(0, after.number(0))).orElse(0L);
        TenantQuery query = new TenantQuery(search, state.isEmpty() ? needOf(need) : stateOf(state), cause, why);
        Piece<Row> piece = window.piece(
                views.piece(query, orderOf(sort), skip, window.toRead()),
                last -> Cursor.of(kind, skip + window.limit()));
        return new Listed(piece.items(ShownTenant::of), piece.next());
    }

    /** Its people are named, so that it is written into the tenant's audit log, as a look at its page is. */
    @GET
    @Path("/{slug}/standing")
    @Operation(
            summary = "How one tenant is doing, what fails and who is in it; the tenant's audit log tells of the look")
    public Shown get(@PathParam("slug") String slug) {
        Row row = views.one(slug);
        looks.noteOpened(row.tenant().id(), slug, identity.getPrincipal().getName() + " (support)");
        return new Shown(
                ShownTenant.of(row),
                one.people(row.tenant().id()).stream().map(Person::of).toList());
    }

    private static Need needOf(String word) {
        return Need.find(word)
                .orElseThrow(() -> ProblemException.badRequest("Narrowing tenants: expected as need one of all,"
                        + " requested, enabled, failing and suspended, got another."));
    }

    private static Need stateOf(String word) {
        return Need.find(word)
                .filter(need -> need != Need.ALL && need != Need.FAILING)
                .orElseThrow(() -> ProblemException.badRequest(
                        "Narrowing tenants: expected the state requested, enabled or suspended, got another."));
    }

    private static Order orderOf(String word) {
        return switch (word) {
            case "name" -> Order.NAME;
            case "need" -> Order.NEED;
            default ->
                throw ProblemException.badRequest("Sorting tenants: expected as sort name or need, got another.");
        };
    }
}
