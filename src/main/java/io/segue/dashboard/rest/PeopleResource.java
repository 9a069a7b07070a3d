package io.segue.dashboard.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.api.version.ChecksVersion;
import io.segue.api.version.Versioned;
import io.segue.api.version.Versions;
import io.segue.dashboard.PeopleDesk;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.People;
import io.segue.tenant.People.Person;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who is in a tenant, for pipelines. */
@Path("/api/v1/people")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PeopleResource {

    private static final String PREFIX = "per";

    private final People people;
    private final PeopleDesk desk;
    private final OpaqueIds ids;
    private final Versions versions;
    private final CurrentTenant tenant;

    PeopleResource(People people, PeopleDesk desk, OpaqueIds ids, Versions versions, CurrentTenant tenant) {
        this.people = people;
        this.desk = desk;
        this.ids = ids;
        this.versions = versions;
        this.tenant = tenant;
    }

    /** A piece: owners first, then by name. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "People", description = "A piece: owners first, then by name.")
    public record Listed(List<Shown> items, @Nullable String next) implements Paged {}

    /** A person of the tenant. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Person", description = "A person of the tenant.")
    public record Shown(
            String id, @Nullable String name, @Nullable String email, String role, Instant joinedAt)
            implements Versioned {

        @Override
        public Object settings() {
            return List.of(id, role);
        }
    }

    /** What the person may do from now on. */
    @Schema(name = "PersonRole", description = "What the person may do from now on.")
    public record Changed(@Nullable String role) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "The people of the tenant: owners first, then by name")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Piece<Person> piece = Window.ofWhole("people", cursor, limit).pieceOfWhole(people.members(tenant.id()));
        return new Listed(piece.items(this::shown), piece.next());
    }

    @GET
    @Path("/{id}")
    @TenantRole(Role.VIEWER)
    @Operation(summary = "One person of the tenant")
    public Shown get(@PathParam("id") String id) {
        long number = number(id);
        return people.members(tenant.id()).stream()
                .filter(person -> person.id() == number)
                .findFirst()
                .map(this::shown)
                .orElseThrow(PeopleResource::unknown);
    }

    @PUT
    @Path("/{id}")
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(summary = "Give a person another role; one owner stays")
    public Shown change(@PathParam("id") String id, @Nullable Changed changed) {
        versions.require(get(id));
        Role role = Roles.asked(changed == null ? null : changed.role());
        desk.changeRole(tenant.id(), number(id), role, tenant.actor());
        return get(id);
    }

    @DELETE
    @Path("/{id}")
    @TenantRole(Role.OWNER)
    @ChecksVersion
    @Operation(summary = "Remove a person; one owner stays")
    public void remove(@PathParam("id") String id) {
        versions.require(get(id));
        desk.remove(tenant.id(), number(id), tenant.actor());
    }

    private Shown shown(Person person) {
        return new Shown(
                ids.encode(PREFIX, person.id()),
                person.name().orElse(null),
                person.email().orElse(null),
                person.role().word(),
                person.joinedAt());
    }

    private long number(String id) {
        return ids.decode(PREFIX, id).orElseThrow(PeopleResource::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("this person");
    }
}
