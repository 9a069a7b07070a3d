package io.segue.dashboard.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.api.paging.Paged;
import io.segue.api.paging.Piece;
import io.segue.api.paging.Window;
import io.segue.dashboard.InvitedViews;
import io.segue.dashboard.InvitedViews.Invited;
import io.segue.dashboard.PeopleDesk;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Who is invited and has not come yet, for pipelines. */
@Path("/api/v1/invitations")
@Authenticated
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InvitationsResource {

    private final PeopleDesk desk;
    private final InvitedViews views;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    InvitationsResource(PeopleDesk desk, InvitedViews views, OpaqueIds ids, CurrentTenant tenant) {
        this.desk = desk;
        this.views = views;
        this.ids = ids;
        this.tenant = tenant;
    }

    /** A piece, the newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Invitations", description = "A piece, the newest first.")
    public record Listed(List<Shown> items, @Nullable String next) implements Paged {}

    /**
     * Someone who may come in.
     *
     * @param expiresAt missing for a user name that the operator declared: that one holds without end
     * @param sentence what tells the person the same as the mail
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Invitation", description = "Someone who may come in.")
    public record Shown(
            String id,
            String address,
            String role,
            Instant invitedAt,
            @Nullable String invitedBy,
            @Nullable Instant expiresAt,
            boolean expired,
            @Nullable Mail mail,
            @Nullable String sentence) {

        static Shown of(Invited invited) {
            return new Shown(
                    invited.id(),
                    invited.address(),
                    invited.role(),
                    invited.invitedAt(),
                    invited.invitedBy().orElse(null),
                    invited.expiresAt().orElse(null),
                    invited.isExpired(),
                    invited.mail()
                            .map(mail -> new Mail(mail.state(), mail.at(), mail.failure()))
                            .orElse(null),
                    invited.sentence().orElse(null));
        }
    }

    /** What became of the latest mail: sent, failed or underway. */
    @Schema(name = "InvitationMail", description = "What became of the latest mail: sent, failed or underway.")
    public record Mail(String state, Instant at, String failure) {}

    /** Whom to invite, and as what; as viewer unless it says otherwise. */
    @Schema(name = "NewInvitation", description = "Whom to invite, and as what; as viewer unless it says otherwise.")
    public record Asked(@Nullable String email, @Nullable String role) {}

    @GET
    @TenantRole(Role.VIEWER)
    @Operation(summary = "Those who are invited and have not come yet, the newest first")
    public Listed list(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue(Window.USUAL) int limit) {
        Piece<Invited> piece =
                Window.ofWhole("invitations", cursor, limit).pieceOfWhole(views.list(tenant.id(), tenant.name()));
        return new Listed(piece.items(Shown::of), piece.next());
    }

    @POST
    @TenantRole(Role.OWNER)
    @ResponseStatus(201)
    @Operation(summary = "Invite a person by e-mail address; who is invited already gets the new role")
    public Shown invite(@Nullable Asked asked) {
        if (asked == null || asked.email() == null) {
            throw ProblemException.badRequest("Inviting: expected an email, there is none.");
        }
        Role role = asked.role() == null ? Role.VIEWER : Roles.asked(asked.role());
        desk.invite(tenant.id(), tenant.name(), asked.email(), role, tenant.actor());
        String address = asked.email().strip();
        return views.list(tenant.id(), tenant.name()).stream()
                .filter(invited -> invited.address().equalsIgnoreCase(address))
                .findFirst()
                .map(Shown::of)
                .orElseThrow(InvitationsResource::unknown);
    }

    @POST
    @Path("/{id}/send")
    @Consumes(MediaType.WILDCARD)
    @TenantRole(Role.OWNER)
    @ResponseStatus(202)
    @Operation(summary = "Mail an invitation again, which gives it its whole life again")
    public Shown send(@PathParam("id") String id) {
        desk.sendAgain(tenant.id(), tenant.name(), number(id), tenant.actor());
        return views.list(tenant.id(), tenant.name()).stream()
                .filter(invited -> invited.id().equals(id))
                .findFirst()
                .map(Shown::of)
                .orElseThrow(InvitationsResource::unknown);
    }

    @DELETE
    @Path("/{id}")
    @TenantRole(Role.OWNER)
    @Operation(summary = "Withdraw an invitation")
    public void withdraw(@PathParam("id") String id) {
        desk.withdraw(tenant.id(), number(id), tenant.actor());
    }

    private long number(String id) {
        return ids.decode("inv", id).orElseThrow(InvitationsResource::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("this invitation");
    }
}
