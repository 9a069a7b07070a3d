package io.segue.dashboard.mail;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.hook.SupportDesk;
import io.segue.platform.OpaqueIds;
import io.segue.platform.mail.TestingMails;
import io.segue.tenant.Memberships;
import io.segue.tenant.People;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invitations by e-mail: what is sent, what is told when it cannot be, and until when they hold. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "mail-owner")
class InvitationMailsTest {

    private static final String OLDER = "update invitation_mail set tried_at = tried_at - interval '3 minutes'"
            + " where tenant_id = ? returning id";

    @Inject
    TestingTenants made;

    @Inject
    TestingRows rows;

    @Inject
    TestingMails mails;

    @Inject
    MockMailbox mailbox;

    @Inject
    People people;

    @Inject
    Memberships memberships;

    @Inject
    SupportDesk support;

    @Inject
    OpaqueIds ids;

    @ConfigProperty(name = "segue.url")
    String url;

    private final String address = "Bo" + System.nanoTime() + "@Example.com";

    @AfterEach
    void letMailsGoOut() {
        mails.work();
    }

    @Test
    void tellsWhoInvitesToWhatAsWhatAndUntilWhen() {
        TenantSummary tenant = made.with("mail-owner", Role.OWNER);

        invite(tenant, "editor");

        Mail mail = only();
        assertThat(mail.getSubject()).isEqualTo("mail-owner invites you to " + tenant.name());
        assertThat(mail.getText())
                .contains(
                        "mail-owner invites you to " + tenant.name() + " in Segue, as editor",
                        address,
                        url + "/sign-in")
                .containsPattern("until \\d+ \\w+ 20\\d\\d");
        assertThat(mail.getHtml())
                .contains("Tenant &lt;i&gt;", "href=\"" + url + "/sign-in\"")
                .doesNotContain("<i>");
        given().get(pageOf(tenant)).then().body(allOf(containsString("Sent <time"), containsString("in 14 days")));
    }

    @Test
    void keepsTheInvitationWhenTheMailServerFails() {
        TenantSummary tenant = made.with("mail-owner", Role.OWNER);
        mails.fail("the mail server refused it: 550 No such user");

        invite(tenant, "viewer");

        assertThat(people.invited(tenant.id())).hasSize(1);
        given().get(pageOf(tenant))
                .then()
                .body(allOf(
                        containsString("Could not be sent"),
                        containsString("550 No such user"),
                        containsString("Send again")));
        mails.work();
        rows.write(tenant.id(), OLDER);
        sendAgain(tenant).then().statusCode(303);
        assertThat(only().getSubject()).contains(tenant.name());
        assertThat(rows.audit(tenant.id())).contains("mail-owner invited a person again: after: invited as viewer");
    }

    @Test
    void sendsNoSecondMailWithinTwoMinutes() {
        TenantSummary tenant = made.with("mail-owner", Role.OWNER);
        invite(tenant, "viewer");

        sendAgain(tenant)
                .then()
                .statusCode(429)
                .body(allOf(containsString("The next one can go in 1"), containsString("People")));
        invite(tenant, "owner");

        only();
        assertThat(people.invited(tenant.id()))
                .extracting(People.Invitation::role)
                .containsExactly(Role.OWNER);
    }

    @Test
    void stopsAtTheMostOfADay() {
        TenantSummary tenant = made.with("mail-owner", Role.OWNER);
        rows.write(tenant.id(), """
                with many as (insert into invitation_mail (tenant_id, address, tried_at, sent)
                    select ?, 'n' || n || '@example.com', now() - interval '1 hour', true from generate_series(1, 200) n
                    returning 1) select count(*) from many""");

        invite(tenant, "viewer");

        assertThat(mailbox.getMailsSentTo(address)).isEmpty();
        assertThat(people.invited(tenant.id())).hasSize(1);
        sendAgain(tenant).then().statusCode(429).body(containsString("tell the person yourself"));
    }

    @Test
    void saysWhenNoMailIsSetUpAndGivesTheSentence() {
        TenantSummary tenant = made.with("mail-owner", Role.OWNER);
        mails.beMissing();

        invite(tenant, "viewer");

        assertThat(mailbox.getMailsSentTo(address)).isEmpty();
        given().get(pageOf(tenant))
                .then()
                .body(allOf(
                        containsString("This installation sends no mail"),
                        containsString("in Segue, as viewer. Sign in until"),
                        not(containsString("They get a mail"))));
    }

    @Test
    void bindsTheVerifiedAddressWhateverItsCase() {
        TenantSummary tenant = made.with("mail-owner", Role.OWNER);
        invite(tenant, "editor");

        memberships.acceptInvitations(signedIn(Optional.of(address.toUpperCase(java.util.Locale.ROOT))));

        assertThat(memberships
                        .in(tenant.slug(), signedIn(Optional.empty()))
                        .orElseThrow()
                        .role())
                .isEqualTo(Role.EDITOR);
    }

    @Test
    void neverBindsWithoutAVerifiedAddress() {
        TenantSummary tenant = made.with("mail-owner", Role.OWNER);
        invite(tenant, "editor");

        memberships.acceptInvitations(new SignedIn("https://idp", "s" + address, address, Optional.empty()));

        assertThat(people.invited(tenant.id())).hasSize(1);
        assertThat(people.members(tenant.id())).hasSize(1);
    }

    @Test
    void endsAfterItsTimeAndHoldsAgainWhenSentAgain() {
        TenantSummary tenant = made.with("mail-owner", Role.OWNER);
        invite(tenant, "editor");
        rows.write(
                tenant.id(),
                "update invitation set expires_at = now() - interval '1 hour' where tenant_id = ? returning id");

        memberships.acceptInvitations(signedIn(Optional.of(address)));
        assertThat(people.members(tenant.id())).hasSize(1);
        given().get(pageOf(tenant)).then().body(containsString("Ended <time"));

        rows.write(tenant.id(), OLDER);
        sendAgain(tenant).then().statusCode(303);
        memberships.acceptInvitations(signedIn(Optional.of(address)));
        assertThat(people.members(tenant.id())).hasSize(2);
    }

    @Test
    void mailsForSupportToo() {
        TenantSummary tenant = made.enabled();

        support.invite(tenant.slug(), address, Role.OWNER, "sue (support)");

        assertThat(only().getSubject()).startsWith("sue (support) invites you to ");
    }

    private Mail only() {
        List<Mail> sent = mailbox.getMailsSentTo(address);
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    private void invite(TenantSummary tenant, String role) {
        post(pageOf(tenant), pageOf(tenant), Map.of("email", address, "role", role))
                .then()
                .statusCode(303);
    }

    private io.restassured.response.Response sendAgain(TenantSummary tenant) {
        String invitation = ids.encode("inv", people.invited(tenant.id()).get(0).id());
        return post(pageOf(tenant), pageOf(tenant) + "/invitations/" + invitation + "/send", Map.of());
    }

    private SignedIn signedIn(Optional<String> verified) {
        return new SignedIn("https://idp", "s" + address, "Bo", verified);
    }

    private static String pageOf(TenantSummary tenant) {
        return "/t/" + tenant.slug() + "/people";
    }
}
