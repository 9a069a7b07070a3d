package io.segue.dashboard;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Memberships;
import io.segue.tenant.People;
import io.segue.tenant.People.Person;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantAccess;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PeoplePagesTest {

    private static final SignedIn ANNA =
            new SignedIn("https://idp", "people-anna", "Anna", Optional.of("anna@example.com"));

    @Inject
    TestingTenants made;

    @Inject
    TestingRows rows;

    @Inject
    Tenants tenants;

    @Inject
    People people;

    @Inject
    Memberships memberships;

    @Inject
    OpaqueIds ids;

    @Nested
    @DisplayName("As owner")
    @TestSecurity(user = "people-owner")
    class AsOwner {

        @Test
        void invitesAPersonWhoIsInFromTheirFirstSignIn() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);

            post(pageOf(tenant), pageOf(tenant), Map.of("email", "Anna@example.com", "role", "editor"))
                    .then()
                    .statusCode(303);

            given().get(pageOf(tenant))
                    .then()
                    .body(allOf(containsString("Anna@example.com"), containsString("not signed in yet")));
            memberships.acceptInvitations(ANNA);
            assertThat(memberships.in(tenant.slug(), ANNA))
                    .map(TenantAccess::role)
                    .contains(Role.EDITOR);
            assertThat(people.invited(tenant.id())).isEmpty();
            assertThat(rows.audit(tenant.id())).contains("people-owner invited a person: after: invited as editor");
        }

        @Test
        void changesTheRoleOfAnInvitationByInvitingAgain() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);

            post(pageOf(tenant), pageOf(tenant), Map.of("email", "bo@example.com", "role", "viewer"));
            post(pageOf(tenant), pageOf(tenant), Map.of("email", "BO@example.com", "role", "owner"));

            assertThat(people.invited(tenant.id()))
                    .extracting(People.Invitation::role)
                    .containsExactly(Role.OWNER);
            assertThat(rows.audit(tenant.id()))
                    .contains("people-owner invited a person: before: invited as viewer; after: invited as owner");
        }

        @Test
        void withdrawsAnInvitation() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);
            String invitation = ids.encode("inv", rows.invitation(tenant.id(), "anna@example.com"));

            post(pageOf(tenant), pageOf(tenant) + "/invitations/" + invitation + "/withdraw", Map.of())
                    .then()
                    .statusCode(303);

            memberships.acceptInvitations(ANNA);
            assertThat(memberships.in(tenant.slug(), ANNA)).isEmpty();
            assertThat(rows.audit(tenant.id()))
                    .contains("people-owner withdrew an invitation: before: invited as viewer; after: not invited");
        }

        @Test
        void changesARole() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);
            String person = ids.encode("per", rows.person(tenant.id(), "Bo"));

            post(pageOf(tenant), pageOf(tenant) + "/" + person + "/role", Map.of("role", "editor"))
                    .then()
                    .statusCode(303);

            assertThat(people.members(tenant.id()))
                    .extracting(Person::called, Person::role)
                    .contains(tuple("Bo", Role.EDITOR));
            assertThat(rows.audit(tenant.id())).contains("people-owner changed a role: before: viewer; after: editor");
        }

        @Test
        void removesAPersonWhoComesBackOnlyByANewInvitation() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);
            tenants.invite(tenant.id(), "anna@example.com", Role.VIEWER);
            memberships.acceptInvitations(ANNA);

            post(pageOf(tenant), pageOf(tenant) + "/" + idOf(tenant, "anna@example.com") + "/remove", Map.of())
                    .then()
                    .statusCode(303)
                    .header("Location", endsWith("/people"));

            memberships.acceptInvitations(ANNA);
            assertThat(memberships.in(tenant.slug(), ANNA)).isEmpty();
            assertThat(rows.audit(tenant.id()))
                    .contains("people-owner removed a person: before: viewer; after: not a member");
            tenants.invite(tenant.id(), "anna@example.com", Role.EDITOR);
            memberships.acceptInvitations(ANNA);
            assertThat(memberships.in(tenant.slug(), ANNA)).isPresent();
        }

        @Test
        void isToldOfAMistakeWithWhatWasTyped() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);

            post(pageOf(tenant), pageOf(tenant), Map.of("email", "nobody", "role", "editor"))
                    .then()
                    .statusCode(400)
                    .body(allOf(
                            containsString("expected an e-mail address"),
                            containsString("value=\"nobody\""),
                            containsString("value=\"editor\" selected")));
        }

        @Test
        void cannotLeaveATenantWithoutAnOwner() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);
            String self = pageOf(tenant) + "/" + idOf(tenant, "people-owner");

            post(pageOf(tenant), self + "/remove", Map.of())
                    .then()
                    .statusCode(409)
                    .body(containsString("only owner"));
            post(pageOf(tenant), self + "/role", Map.of("role", "viewer"))
                    .then()
                    .statusCode(409);

            assertThat(people.members(tenant.id())).extracting(Person::role).containsExactly(Role.OWNER);
        }

        @Test
        void mayLeaveOnceAnotherOwnsIt() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);
            tenants.invite(tenant.id(), "anna@example.com", Role.OWNER);
            memberships.acceptInvitations(ANNA);

            post(pageOf(tenant), pageOf(tenant) + "/" + idOf(tenant, "people-owner") + "/remove", Map.of())
                    .then()
                    .statusCode(303)
                    .header("Location", not(endsWith("/people")));

            given().get(pageOf(tenant)).then().statusCode(404);
        }

        @Test
        void isToldWhatIsWrong() {
            TenantSummary tenant = made.with("people-owner", Role.OWNER);
            tenants.invite(tenant.id(), "anna@example.com", Role.VIEWER);
            memberships.acceptInvitations(ANNA);

            for (String wrong : List.of(
                    "",
                    "nobody",
                    "user:acme-viewer",
                    "a@b@c",
                    "a@b.test,c@d.test",
                    "Bo <bo@b.test>",
                    "a".repeat(250) + "@b.test")) {
                post(pageOf(tenant), pageOf(tenant), Map.of("email", wrong, "role", "viewer"))
                        .then()
                        .statusCode(400);
            }
            post(pageOf(tenant), pageOf(tenant), Map.of("email", "a@b.test", "role", "king"))
                    .then()
                    .statusCode(400);
            post(pageOf(tenant), pageOf(tenant), Map.of("email", "ANNA@example.com", "role", "owner"))
                    .then()
                    .statusCode(409);
            assertThat(people.invited(tenant.id())).isEmpty();
        }
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "people-viewer")
    class AsViewer {

        @Test
        void seesEveryoneAndChangesNobody() {
            TenantSummary tenant = made.with("people-viewer", Role.VIEWER);
            rows.person(tenant.id(), "<i>Bo</i>");
            rows.invitation(tenant.id(), "anna@example.com");

            given().get(pageOf(tenant))
                    .then()
                    .statusCode(200)
                    .body(allOf(
                            containsString("&lt;i&gt;Bo&lt;/i&gt;"),
                            containsString("anna@example.com"),
                            not(containsString("Invite a person")),
                            not(containsString("Remove")),
                            not(containsString("Withdraw"))));
        }

        @Test
        void losesNoRightByAnInvitationToLess() {
            TenantSummary tenant = made.with("people-viewer", Role.OWNER);
            tenants.invite(tenant.id(), "user:people-viewer", Role.VIEWER);

            memberships.acceptInvitations(new SignedIn("", "people-viewer", "people-viewer", Optional.empty()));

            assertThat(people.members(tenant.id())).extracting(Person::role).containsExactly(Role.OWNER);
        }
    }

    private String idOf(TenantSummary tenant, String called) {
        return people.members(tenant.id()).stream()
                .filter(person -> person.called().equals(called))
                .map(person -> ids.encode("per", person.id()))
                .findFirst()
                .orElseThrow();
    }

    private static String pageOf(TenantSummary tenant) {
        return "/t/" + tenant.slug() + "/people";
    }
}
