package io.segue.dashboard;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.segue.dashboard.InvitedViews.Invited;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.CurrentTenant;
import io.segue.tenant.People;
import io.segue.tenant.People.Person;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantRole;
import io.segue.web.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** Who is in a tenant and who is invited; owners change it, everyone of the tenant sees it. */
@Path("/t/{tenant}/people")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class PeoplePages {

    private final People people;
    private final PeopleDesk desk;
    private final InvitedViews invitedViews;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;
    private final SecurityIdentity identity;

    PeoplePages(
            People people,
            PeopleDesk desk,
            InvitedViews invitedViews,
            OpaqueIds ids,
            CurrentTenant tenant,
            SecurityIdentity identity) {
        this.people = people;
        this.desk = desk;
        this.invitedViews = invitedViews;
        this.ids = ids;
        this.tenant = tenant;
        this.identity = identity;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(PeopleView view);

        private Templates() {}
    }

    /** Everyone, and whether the visitor may change who they are. */
    record PeopleView(
            String slug,
            boolean canChange,
            List<Member> members,
            List<Invited> invited,
            boolean isMailSent,
            Typed typed,
            Optional<String> mistake) {}

    /** What stands in the form, so that a mistake does not have to be typed anew. */
    record Typed(String email, String role) {

        static final Typed NOTHING = new Typed("", Role.VIEWER.word());
    }

    /** A person as listed; the only owner can be neither removed nor made less. */
    record Member(
            String id,
            String name,
            Optional<String> email,
            String role,
            Instant joinedAt,
            boolean isVisitor,
            boolean isOnlyOwner) {}

    @GET
    @TenantRole(Role.VIEWER)
    public TemplateInstance list() {
        return page(Typed.NOTHING, Optional.empty());
    }

    @POST
    @TenantRole(Role.OWNER)
    public Response invite(@RestForm @DefaultValue("") String email, @RestForm @DefaultValue("") String role) {
        return changing(
                new Typed(email, role),
                () -> desk.invite(tenant.id(), tenant.name(), email, roleOf(role), tenant.actor()));
    }

    @POST
    @Path("invitations/{id}/send")
    @TenantRole(Role.OWNER)
    public Response sendAgain(@RestPath String id) {
        long invitation = number("inv", id, "this invitation");
        return changing(Typed.NOTHING, () -> desk.sendAgain(tenant.id(), tenant.name(), invitation, tenant.actor()));
    }

    @POST
    @Path("{id}/role")
    @TenantRole(Role.OWNER)
    public Response changeRole(@RestPath String id, @RestForm @DefaultValue("") String role) {
        long person = number("per", id, "this person");
        return changing(Typed.NOTHING, () -> desk.changeRole(tenant.id(), person, roleOf(role), tenant.actor()));
    }

    /** Who removes themselves has nothing more to see here. */
    @POST
    @Path("{id}/remove")
    @TenantRole(Role.OWNER)
    public Response remove(@RestPath String id) {
        long number = number("per", id, "this person");
        boolean isVisitor = people.members(tenant.id()).stream()
                .anyMatch(person -> person.id() == number && person.is(SignedIn.from(identity)));
        Response answer = changing(Typed.NOTHING, () -> desk.remove(tenant.id(), number, tenant.actor()));
        return isVisitor && answer.getStatus() == Response.Status.SEE_OTHER.getStatusCode()
                ? Response.seeOther(URI.create("/")).build()
                : answer;
    }

    @POST
    @Path("invitations/{id}/withdraw")
    @TenantRole(Role.OWNER)
    public Response withdraw(@RestPath String id) {
        desk.withdraw(tenant.id(), number("inv", id, "this invitation"), tenant.actor());
        return toTheList();
    }

    /** A mistake is told on the page where it was made. */
    private Response changing(Typed typed, Runnable change) {
        try {
            change.run();
        } catch (ProblemException e) {
            if (e.status() == 404) {
                throw e;
            }
            return Response.status(e.status())
                    .entity(page(typed, Optional.of(e.detail())))
                    .build();
        }
        return toTheList();
    }

    private TemplateInstance page(Typed typed, Optional<String> mistake) {
        SignedIn visitor = SignedIn.from(identity);
        List<Person> members = people.members(tenant.id());
        long owners = members.stream().filter(p -> p.role() == Role.OWNER).count();
        return Templates.list(new PeopleView(
                tenant.slug(),
                tenant.isOwner() && tenant.canEdit(),
                members.stream()
                        .map(p -> new Member(
                                ids.encode("per", p.id()),
                                p.name().orElse(p.called()),
                                p.email().filter(email -> !p.name().equals(p.email())),
                                p.role().word(),
                                p.joinedAt(),
                                p.is(visitor),
                                p.role() == Role.OWNER && owners == 1))
                        .toList(),
                invitedViews.list(tenant.id(), tenant.name()),
                invitedViews.isMailSent(),
                typed,
                mistake));
    }

    private Response toTheList() {
        return Response.seeOther(URI.create("/t/" + tenant.slug() + "/people")).build();
    }

    private long number(String kind, String id, String what) {
        return ids.decode(kind, id).orElseThrow(() -> ProblemException.notFound(what));
    }

    private static Role roleOf(String word) {
        try {
            return Role.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    "Choosing a role: expected viewer, editor or owner, got \"" + word + "\".");
        }
    }
}
